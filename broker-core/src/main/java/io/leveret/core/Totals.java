package io.leveret.core;

import io.leveret.core.channel.ChannelState;
import io.leveret.core.channel.SessionState;
import io.leveret.core.channel.Traffic;
import io.leveret.core.count.Counts;
import io.leveret.core.count.MessageSizes;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueueType;
import io.leveret.core.view.VhostView;
import java.util.EnumMap;
import java.util.Map;

/** What a virtual host counts beyond the lives of its channels and queues. Owner: core. */
final class Totals {
    private final Counts closedChannels = new Counts();
    private final Map<QueueType, Counts> deletedQueues = new EnumMap<>(QueueType.class);
    private long connectionsOpened;
    private long connectionsClosed;
    private Traffic closedTraffic = Traffic.NONE;
    private final MessageSizes messageSizes = new MessageSizes();
    private long publishesToConfirm;
    private long channelsOpened;
    private long channelsClosed;
    private long queuesDeclared;
    private long queuesCreated;
    private long queuesDeleted;

    void connectionOpened(SessionState session) {
        if (session.settings().isListed()) {
            connectionsOpened++;
        }
    }

    void connectionClosed(SessionState session) {
        if (session.settings().isListed()) {
            connectionsClosed++;
            closedTraffic = closedTraffic.plus(session.traffic().withoutPending());
        }
    }

    void channelOpened() {
        channelsOpened++;
    }

    void channelClosed(ChannelState channel) {
        channelsClosed++;
        closedChannels.addAll(channel.counts());
        publishesToConfirm += channel.publishesToConfirm();
    }

    /** A client has declared a queue, which may have been there. */
    void queueDeclared() {
        queuesDeclared++;
    }

    void queueCreated() {
        queuesCreated++;
    }

    void queueDeleted(Queue queue) {
        queuesDeleted++;
        Counts counts = queue.countsIfAny();
        if (counts != null) {
            deletedQueues
                    .computeIfAbsent(queue.settings().type(), type -> new Counts())
                    .addAll(counts);
        }
    }

    VhostView.Lives lives() {
        return new VhostView.Lives(
                connectionsOpened,
                connectionsClosed,
                channelsOpened,
                channelsClosed,
                queuesDeclared,
                queuesCreated,
                queuesDeleted);
    }

    /** What channels counted that are closed. */
    Counts closedChannels() {
        return closedChannels;
    }

    /** How large the published messages were, to be added to. */
    MessageSizes messageSizes() {
        return messageSizes;
    }

    /** Of the publishes on closed channels, those that were owed a confirm. */
    long publishesToConfirm() {
        return publishesToConfirm;
    }

    /** What went through the sockets of closed connections. */
    Traffic closedTraffic() {
        return closedTraffic;
    }

    /** What queues of each type counted that are deleted. */
    Map<QueueType, Counts> deletedQueues() {
        return deletedQueues;
    }
}
