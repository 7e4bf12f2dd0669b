package io.leveret.amqp.connection;

import io.leveret.amqp.channel.Outbound;
import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends a heartbeat when nothing was sent for half the interval, and notices when nothing was received for two. A connection that the
 * broker does not read is not held against its peer. Owner: I/O loop.
 */
final class Heartbeats {
    private static final int TICKS_PER_INTERVAL = 2;
    private static final int MAX_SILENT_TICKS = 2 * TICKS_PER_INTERVAL;

    private final Channel channel;
    private final Outbound out;
    private final Runnable onSilence;
    private @Nullable ScheduledFuture<?> ticks;
    private int silentTicks;

    Heartbeats(Channel channel, Outbound out, Runnable onSilence) {
        this.channel = channel;
        this.out = out;
        this.onSilence = onSilence;
    }

    /** Starts with the negotiated interval; 0 means no heartbeats at all. */
    void start(int seconds) {
        if (seconds > 0) {
            long tickMillis = TimeUnit.SECONDS.toMillis(seconds) / TICKS_PER_INTERVAL;
            ticks = channel.eventLoop().scheduleAtFixedRate(this::tick, tickMillis, tickMillis, TimeUnit.MILLISECONDS);
        }
    }

    void stop() {
        if (ticks != null) {
            ticks.cancel(false);
            ticks = null;
        }
    }

    /** Octets have arrived, whatever they are. */
    void received() {
        silentTicks = 0;
    }

    private void tick() {
        if (!out.wroteSinceLastAsked()) {
            out.sendHeartbeat();
        }
        out.wroteSinceLastAsked(); // what counts is what else is sent
        silentTicks = channel.config().isAutoRead() ? silentTicks + 1 : 0;
        if (silentTicks > MAX_SILENT_TICKS) {
            stop();
            onSilence.run();
        }
    }
}
