package io.leveret.core.queue;

/** Keeps a queue to the length and octets that its rules allow. Owner: core. */
final class LengthLimit {
    /** Messages dropped in one go, before other queues have their turn. */
    private static final int BATCH = 512;

    private final Queue queue;
    private final ReadyLevels ready;
    private final Departures departures;

    LengthLimit(Queue queue, ReadyLevels ready, Departures departures) {
        this.queue = queue;
        this.ready = ready;
        this.departures = departures;
    }

    /** Whether so many more would be too much, and are to be refused for that. */
    boolean refuses(int messages, long bytes) {
        QueueRules rules = queue.rules();
        return rules.refusesPublishes() && rules.exceeded((long) ready.size() + messages, ready.bytes() + bytes);
    }

    /** Drops what is too much, unless it is to be refused; true if there is more than one go may drop. */
    boolean dropExcess() {
        QueueRules rules = queue.rules();
        if (!rules.limitsLength() || rules.refusesPublishes()) {
            return false;
        }
        for (int budget = BATCH; !ready.isEmpty() && rules.exceeded(ready.size(), ready.bytes()); budget--) {
            if (budget == 0) {
                return true;
            }
            if (!departures.mayGoOn()) {
                return false; // another look follows
            }
            queue.leave(ready.firstSeq(), ready.firstRef(), DeadLetterReason.MAXLEN);
        }
        return false;
    }
}
