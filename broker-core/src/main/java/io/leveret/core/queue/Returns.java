package io.leveret.core.queue;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.queue.ReadyMessages.Entry;

/** Puts delivered messages that come back to their place, unless they did so too often. Owner: core. */
final class Returns {
    private final Queue queue;
    private final ReadyLevels ready;
    private final Departures departures;
    private final Expiry expiry;
    private final QueueHost host;

    Returns(Queue queue, ReadyLevels ready, Departures departures, Expiry expiry, QueueHost host) {
        this.queue = queue;
        this.ready = ready;
        this.departures = departures;
        this.expiry = expiry;
        this.host = host;
    }

    void take(QueuedMessage message) {
        int deliveries = message.deliveries() + 1;
        long limit = queue.rules().deliveryLimit();
        if (limit != QueueRules.NONE && deliveries > limit) {
            departures.leave(message.seq(), message.message(), DeadLetterReason.DELIVERY_LIMIT);
            return;
        }
        Entry entry = new Entry(message.seq(), deliveries | Entry.REDELIVERED, message.message());
        if (queue.settings().type() == QueueType.QUORUM) {
            ready.insertFirst(entry, position());
        } else {
            ready.insert(entry, position());
        }
        if (queue.stores(message.message())) {
            host.journal().append(new JournalRecord.Requeue(queue.settings().id(), message.seq(), deliveries));
        }
        expiry.watch(message.seq(), message.message());
    }

    /** With this it is durable, whenever it was enqueued. */
    private long position() {
        return queue.settings().durable() ? host.journal().lastPosition() : 0;
    }
}
