package io.leveret.amqp.connection;

import io.leveret.amqp.channel.PublishPace;
import io.leveret.amqp.frame.FrameDecoder;
import io.leveret.core.access.PublishQuota;
import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection to what it may publish: behind a message that was too early nothing is decoded until its time has come, so that the client is slowed down by
 * TCP, and hears of no error. Owner: I/O loop.
 */
final class QuotaPace implements PublishPace {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaPace.class);

    /** After so long it looks again, whether the quota has become larger or the client has gone. */
    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Channel channel;
    private final PublishQuota quota;
    private final FrameDecoder frames;
    private final SocketTraffic traffic;
    private final Runnable onPeerGone;
    private long leftNanos;
    private boolean told;
    private @Nullable ScheduledFuture<?> step;

    QuotaPace(Channel channel, PublishQuota quota, Runnable onPeerGone) {
        this.channel = channel;
        this.quota = quota;
        this.frames = channel.pipeline().get(FrameDecoder.class);
        this.traffic = channel.pipeline().get(SocketTraffic.class);
        this.onPeerGone = onPeerGone;
    }

    @Override
    public boolean isLimited() {
        return quota.isLimited();
    }

    /** Asked within the last frame of the message, behind which the decoder stops. */
    @Override
    public void published(long bytes) {
        leftNanos = quota.take(1, bytes);
        if (leftNanos > 0) {
            frames.pause();
            rest();
        }
    }

    private void rest() {
        tell();
        traffic.slowed(true);
        long nanos = Math.min(leftNanos, STEP_NANOS);
        leftNanos -= nanos;
        step = channel.eventLoop().schedule(this::step, nanos, TimeUnit.NANOSECONDS);
    }

    /** Others that share the quota may have used it meanwhile: they wait for theirs, not this connection. */
    private void step() {
        step = null;
        leftNanos = Math.min(leftNanos, quota.take(0, 0));
        if (SocketEnd.isClosedByPeer(channel)) {
            onPeerGone.run();
        } else if (leftNanos > 0) {
            rest();
        } else {
            traffic.slowed(false);
            frames.resume();
        }
    }

    private void tell() {
        if (!told) {
            told = true;
            LOG.info(
                    "connection publishes faster than it may, and is slowed down from now on connection=\"{}\"",
                    Peer.of(channel).connectionName());
        }
    }

    /** The connection is over. */
    void stop() {
        if (step != null) {
            step.cancel(false);
            step = null;
        }
    }
}
