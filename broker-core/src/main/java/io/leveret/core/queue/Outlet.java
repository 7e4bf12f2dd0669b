package io.leveret.core.queue;

import io.leveret.core.message.Message;

/** Where messages go that leave a queue without having been consumed. */
public interface Outlet {
    /** Whether what leaves this queue goes anywhere; if not, it is dropped without being read. */
    boolean takes(Queue queue);

    /**
     * Takes over a message that has left. It calls {@link Queue#departed} in the unit of the journal that publishes the message on: so it is
     * never lost and never doubled.
     */
    void leave(Queue queue, long seq, Message message, DeadLetterReason reason);
}
