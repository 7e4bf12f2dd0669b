package io.leveret.core.queue;

import io.leveret.core.journal.Journal;

/** What a queue needs of its virtual host. All calls are the core's. */
public interface QueueHost {
    Journal journal();

    MemoryLedger ledger();

    /** The time of this turn, in milliseconds since 1970. */
    long now();

    /** The timer is due at that moment, and at no other. */
    void at(Timer timer, long dueMillis);

    /** The timer is not due any more, if it was. */
    void cancel(Timer timer);

    /** The queue's {@link Queue#deliver} is called before the turn ends. */
    void deliverLater(Queue queue);

    /** The queue's {@link Queue#recordDelivered} is called when the turn ends. */
    void recordLater(Queue queue);

    /** Brings these messages from the store; {@code listener} hears of them on the core. */
    void load(PageRequest request, PageRequest.Listener listener);

    /** The queue has been unused for longer than it may: it is to be deleted. */
    void unused(Queue queue);
}
