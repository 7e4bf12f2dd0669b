package io.leveret.core.queue;

import io.leveret.core.journal.JournalRecord;

/**
 * Up to which number a durable queue's messages were delivered: what is unsettled of them at a restart comes back flagged as redelivered. Told to the
 * journal once a turn. Owner: core.
 */
final class DeliveredMark {
    private final Queue queue;
    private final QueueHost host;
    private long upTo;
    /** What the journal knows of {@link #upTo}. */
    private long recorded;

    private boolean noted;

    DeliveredMark(Queue queue, QueueHost host) {
        this.queue = queue;
        this.host = host;
    }

    /** Recovery: these were delivered. */
    void restore(long newUpTo) {
        upTo = Math.max(upTo, newUpTo);
        recorded = upTo;
    }

    /** A message that the journal has was delivered and awaits its ack. */
    void delivered(long seq) {
        upTo = Math.max(upTo, seq);
        if (seq > recorded && !noted) {
            noted = true;
            host.recordLater(queue);
        }
    }

    void record() {
        noted = false;
        if (queue.unackedCount() > 0 && !queue.isDeleted()) {
            host.journal().append(new JournalRecord.Delivered(queue.settings().id(), upTo));
            recorded = upTo;
        }
    }
}
