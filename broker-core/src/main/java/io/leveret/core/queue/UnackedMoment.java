package io.leveret.core.queue;

import org.jspecify.annotations.Nullable;

/**
 * The deliveries that a queue made at one moment, as far as they are unacked: each of them refers to it in place of a queue and a time of its own, and
 * {@linkplain #end ends} here when it is settled or comes back. Owner: core.
 */
public final class UnackedMoment {
    private final Queue queue;
    private final UnackedMessages all;
    long sinceMillis;
    int deliveries;

    @Nullable
    UnackedMoment previous;

    @Nullable
    UnackedMoment next;

    UnackedMoment(Queue queue, UnackedMessages all) {
        this.queue = queue;
        this.all = all;
    }

    public Queue queue() {
        return queue;
    }

    /** One of the deliveries is unacked no more. */
    public void end() {
        if (--deliveries == 0) {
            all.ended(this);
        }
    }
}
