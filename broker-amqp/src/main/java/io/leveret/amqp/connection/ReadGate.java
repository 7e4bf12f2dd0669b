package io.leveret.amqp.connection;

import io.leveret.amqp.channel.Inbox;
import io.leveret.core.access.PublishQuota;
import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stops reading a connection whose commands wait for the core beyond the bound, until half of it is free, and slows down one that publishes faster than it may. Meanwhile the end of the
 * stream cannot be read either, so it looks now and then whether the peer is still there. Owner: I/O loop.
 */
final class ReadGate {
    private static final long PEER_CHECK_MILLIS = 1000;

    private final Channel channel;
    private final Inbox inbox;
    private final long boundBytes;
    private final Runnable onPeerGone;
    private @Nullable ScheduledFuture<?> peerChecks;
    private @Nullable QuotaPace pace;

    ReadGate(Channel channel, Inbox inbox, long boundBytes, Runnable onPeerGone) {
        this.channel = channel;
        this.inbox = inbox;
        this.boundBytes = boundBytes;
        this.onPeerGone = onPeerGone;
    }

    /** The connection may publish no faster than this lets it. */
    void quota(PublishQuota quota) {
        pace = new QuotaPace(channel, quota, onPeerGone);
        inbox.pace(pace);
    }

    /** To be called when the inbox has changed. */
    void update() {
        if (peerChecks == null) {
            if (inbox.heldBytes() > boundBytes && !isCoreIdle()) {
                shut();
            }
        } else if (inbox.heldBytes() <= boundBytes / 2 || isCoreIdle()) {
            open();
        } else {
            channel.config().setAutoRead(false); // who held back frames has let it be read again
        }
    }

    /**
     * Whether the core has hardly anything left to take: a message larger than the bound must get through, and the core does not report
     * the last few commands by themselves.
     */
    private boolean isCoreIdle() {
        return inbox.waitingBytes() <= boundBytes / 4;
    }

    private void shut() {
        channel.config().setAutoRead(false);
        peerChecks = channel.eventLoop()
                .scheduleAtFixedRate(this::checkPeer, PEER_CHECK_MILLIS, PEER_CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Reads on, for good if the connection is to close. */
    void open() {
        endPeerChecks();
        channel.config().setAutoRead(true);
    }

    /** The connection is over. */
    void stop() {
        endPeerChecks();
        if (pace != null) {
            pace.stop();
        }
    }

    private void endPeerChecks() {
        if (peerChecks != null) {
            peerChecks.cancel(false);
            peerChecks = null;
        }
    }

    private void checkPeer() {
        if (SocketEnd.isClosedByPeer(channel)) {
            endPeerChecks();
            onPeerGone.run();
        }
    }
}
