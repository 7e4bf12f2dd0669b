package io.leveret.core;

import io.leveret.core.channel.ChannelLoad;
import io.leveret.core.channel.ChannelState;
import io.leveret.core.channel.Traffic;
import io.leveret.core.count.Count;
import io.leveret.core.count.Counts;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueueLengths;
import io.leveret.core.queue.QueueType;
import io.leveret.core.view.VhostView;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a virtual host adds up to: all its queues and sessions are to be added, some in each turn. Owner: core. */
final class VhostSums {
    private final Map<QueueType, Counts> queueCounts = new EnumMap<>(QueueType.class);
    private final Counts channelCounts;
    private Traffic traffic;
    private long ready;
    private long readyBytes;
    private long readySince;
    private long unacked;
    private long unackedBytes;
    private long unackedSince;
    private long inMemory;
    private int consumers;
    private int channels;
    private int publishers;
    private long publishesToConfirm;
    private long unconfirmed;
    private long uncommittedPublishes;
    private long uncommittedAcks;

    VhostSums(Totals totals) {
        channelCounts = totals.closedChannels().copy();
        publishesToConfirm = totals.publishesToConfirm();
        traffic = totals.closedTraffic();
        totals.deletedQueues().forEach((type, deleted) -> queueCounts.put(type, deleted.copy()));
    }

    /** Adds a queue, a session or a channel; null, as there is nothing to tell of the single ones. */
    @Nullable
    Object take(Object one) {
        if (one instanceof Session session) {
            add(session);
        } else if (one instanceof ChannelState channel) {
            add(channel);
        } else {
            add((Queue) one);
        }
        return null;
    }

    private void add(Queue queue) {
        QueueLengths lengths = queue.lengths();
        ready += lengths.ready();
        readyBytes += lengths.readyBytes();
        readySince = earlier(readySince, lengths.firstPublishedMillis());
        unacked += lengths.unacked();
        unackedBytes += lengths.unackedBytes();
        unackedSince = earlier(unackedSince, lengths.unackedSinceMillis());
        inMemory += lengths.inMemory();
        consumers += lengths.consumers();
        Counts counted = queue.countsIfAny();
        if (counted != null) {
            queueCounts
                    .computeIfAbsent(queue.settings().type(), type -> new Counts())
                    .addAll(counted);
        }
    }

    private void add(Session session) {
        if (session.state().settings().isListed()) {
            Traffic now = session.state().traffic();
            traffic = traffic.plus(session.state().isEnded() ? now.withoutPending() : now);
        }
    }

    /** What a channel counted stays when it closes meanwhile, as it was open when the counts of closed ones were taken; what it held does not. */
    private void add(ChannelState channel) {
        channelCounts.addAll(channel.counts());
        publishesToConfirm += channel.publishesToConfirm();
        if (channel.isClosed()) {
            return;
        }
        ChannelLoad load = channel.load();
        channels++;
        publishers += channel.counts().of(Count.PUBLISH) > 0 ? 1 : 0;
        unconfirmed += load.unconfirmed();
        uncommittedPublishes += load.uncommittedPublishes();
        uncommittedAcks += load.uncommittedAcks();
    }

    /** 0 is no moment. */
    private static long earlier(long a, long b) {
        return a == 0 || (b != 0 && b < a) ? b : a;
    }

    VhostView of(VirtualHost vhost, int connections) {
        Topology topology = vhost.topology();
        return new VhostView(
                vhost.name(),
                new VhostView.Objects(
                        connections,
                        channels,
                        topology.exchanges().size(),
                        topology.queues().size(),
                        consumers,
                        topology.bindings().size()),
                vhost.totals().lives(),
                channelCounts,
                queueCounts,
                new VhostView.Load(ready, unacked, vhost.ledger().held(), vhost.hasAlarm()),
                new VhostView.Held(readyBytes, unackedBytes, inMemory, readySince, unackedSince),
                new VhostView.Publishing(
                        publishers,
                        publishesToConfirm,
                        unconfirmed,
                        uncommittedPublishes,
                        uncommittedAcks,
                        vhost.totals().messageSizes().copy()),
                traffic);
    }
}
