package io.leveret.core.queue;

import io.leveret.core.journal.Journal;

/** What a queue needs of its virtual host. All calls are the core's. */
public interface QueueHost {
    Journal journal();

    MemoryLedger ledger();

    /** The queue's {@link Queue#deliver} is called before the turn ends. */
    void deliverLater(Queue queue);

    /** The queue's {@link Queue#recordDelivered} is called when the turn ends. */
    void recordLater(Queue queue);

    /** Brings these messages from the store; the queue's {@link Queue#pageLoaded} is called when they are here. */
    void load(Queue queue, PageRequest request);
}
