package io.leveret.core.queue;

import io.leveret.core.message.MessageRef;
import java.util.List;

/** A look at the messages of a queue that wait for a moment of their own. Owner: core. */
public final class WaitingMessages {
    private final ReadyLevels ready;
    private final Expiry expiry;
    private final Departures departures;

    WaitingMessages(ReadyLevels ready, Expiry expiry, Departures departures) {
        this.ready = ready;
        this.expiry = expiry;
        this.departures = departures;
    }

    /** Those that are due first, at most so many. */
    public List<WaitingMessage> first(int limit) {
        return expiry.first(limit);
    }

    /** Drops a message; false if it is not here. */
    public boolean drop(long seq) {
        MessageRef message = ready.find(seq);
        if (message == null) {
            return false;
        }
        ready.remove(seq);
        departures.drop(seq, message);
        return true;
    }
}
