package io.leveret.core;

import io.leveret.core.channel.ChannelState;
import io.leveret.core.count.Counts;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueueType;
import io.leveret.core.view.VhostView;
import java.util.EnumMap;
import java.util.Map;

/** What a virtual host counts beyond the lives of its channels and queues. Owner: core. */
final class Totals {
    private final Counts closedChannels = new Counts();
    private final Map<QueueType, Counts> deletedQueues = new EnumMap<>(QueueType.class);
    private long channelsOpened;
    private long channelsClosed;
    private long queuesDeclared;
    private long queuesCreated;
    private long queuesDeleted;

    void channelOpened() {
        channelsOpened++;
    }

    void channelClosed(ChannelState channel) {
        channelsClosed++;
        closedChannels.addAll(channel.counts());
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
        return new VhostView.Lives(channelsOpened, channelsClosed, queuesDeclared, queuesCreated, queuesDeleted);
    }

    /** What channels counted that are closed. */
    Counts closedChannels() {
        return closedChannels;
    }

    /** What queues of each type counted that are deleted. */
    Map<QueueType, Counts> deletedQueues() {
        return deletedQueues;
    }
}
