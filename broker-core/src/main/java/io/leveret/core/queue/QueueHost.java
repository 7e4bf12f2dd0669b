package io.leveret.core.queue;

import io.leveret.core.journal.Journal;
import io.leveret.core.journal.MessageStore;
import io.leveret.core.message.Message;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What a queue needs of its virtual host. All calls are the core's. */
public interface QueueHost {
    Journal journal();

    MemoryLedger ledger();

    Compactor compactor();

    /** The time of this turn, in milliseconds since 1970. */
    long now();

    /** It is due at that moment, and at no other. */
    void at(Timed timed, long dueMillis);

    /** It is not due any more, if it was. */
    void cancel(Timed timed);

    /** The queue's {@link Queue#deliver} is called before the turn ends. */
    void deliverLater(Queue queue);

    /** The queue's {@link Queue#recordDelivered} is called when the turn ends. */
    void recordLater(Queue queue);

    /** Brings these messages from the store; {@code listener} hears of them on the core. */
    void load(PageRequest request, PageRequest.Listener listener);

    /** Writes messages that no journal keeps to the disk; {@code listener} hears where to, on the core. */
    void pageOut(List<Message> messages, MessageStore.PagedOutListener listener);

    /** Messages that were paged out are not wanted any more. */
    void forget(long[] locations);

    /** The queue holds ready messages in memory: {@link Queue#pageOut} is called when memory is short. */
    void inMemory(Queue queue);

    /** The queue holds messages that may leave the heap though memory is not short: {@link Queue#pageOut} is called when the turn ends. */
    void early(Queue queue);

    /** The queue is no more: as far as it is asked for anything, it is not any more. */
    void ended(Queue queue);

    /** Does what is long in slices, one a turn: {@code slice} is called, the first time at once, until it returns false. */
    void inSlices(BooleanSupplier slice);

    /**
     * {@code slice} waits for something else than a turn, such as the disk or a moment; {@link #inSlices} goes on with it. If the virtual host ends
     * before, it is called once more.
     */
    void suspended(BooleanSupplier slice);

    /** The queue has been unused for longer than it may: it is to be deleted. */
    void unused(Queue queue);
}
