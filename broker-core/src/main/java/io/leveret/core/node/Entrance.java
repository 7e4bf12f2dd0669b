package io.leveret.core.node;

import io.leveret.core.channel.SessionPort;
import io.leveret.core.error.AmqpException;

/** Where connections enter virtual hosts. May be called on any thread. */
public interface Entrance {
    /** Asks to enter; {@code port} hears of the session only after {@code listener} was answered. */
    void enter(EntryRequest request, SessionPort port, Listener listener);

    /** Hears the answer, once, on the node's thread. */
    interface Listener {
        void entered(Entry entry);

        void refused(AmqpException why);
    }
}
