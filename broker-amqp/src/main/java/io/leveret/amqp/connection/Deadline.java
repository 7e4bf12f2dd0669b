package io.leveret.amqp.connection;

import io.leveret.core.error.AmqpException;
import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Until when a peer must have done what is expected of it: to open its connection, later to answer connection.close. Owner: I/O loop. */
final class Deadline {
    /** RabbitMQ's patience with a peer that is not told why, or that it cannot understand any more. */
    private static final int SILENT_CLOSE_SECONDS = 3;

    /** The longest wait for connection.close-ok. */
    private static final int CLOSING_SECONDS = 30;

    private final Channel channel;
    private @Nullable ScheduledFuture<?> timer;

    Deadline(Channel channel) {
        this.channel = channel;
    }

    /** Replaces what was expected before. */
    void set(long millis, Runnable onMissed) {
        cancel();
        timer = channel.eventLoop().schedule(onMissed, millis, TimeUnit.MILLISECONDS);
    }

    void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** How long the socket stays open after an error; {@code told} is whether the peer knows and can answer. */
    static long patienceMillis(AmqpException error, boolean told, int heartbeatSeconds) {
        int closing = heartbeatSeconds == 0 ? CLOSING_SECONDS : Math.min(heartbeatSeconds, CLOSING_SECONDS);
        int seconds = switch (error.replyCode()) {
            case CONNECTION_FORCED -> told ? closing : 0;
            case FRAME_ERROR, INTERNAL_ERROR -> SILENT_CLOSE_SECONDS; // no answer is understood any more
            default -> told ? closing : SILENT_CLOSE_SECONDS;
        };
        return TimeUnit.SECONDS.toMillis(seconds);
    }
}
