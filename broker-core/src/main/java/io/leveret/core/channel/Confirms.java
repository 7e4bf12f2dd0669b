package io.leveret.core.channel;

import java.util.function.ObjIntConsumer;

/**
 * The publisher confirms that a channel owes: one number for each publish, and the journal position that its answer waits for, to be durable as the node says or
 * in the other sense that there is. Answers go out in order, as many at once as are due. Owner: core.
 */
public final class Confirms {
    /** In place of a position: a queue refused the publish, and it is answered with a nack. */
    public static final long REFUSED = -1;

    /** Twice the position, and one more if it is to be durable in the other sense; negative for a refused publish. */
    private long[] waits = new long[16];

    private int first;
    private int count;
    private long nextNumber = 1;

    Confirms() {}

    /**
     * A publish whose answer waits for {@code position} (0 = for nothing, or {@link #REFUSED}) and overtakes nothing that waits for {@code parked}; with
     * {@code other} in the other sense, which is to be the stricter one if anything is parked.
     */
    void published(long position, long parked, boolean other) {
        add(position == REFUSED ? -1 - 2 * parked : 2 * Math.max(position, parked) + (other ? 1 : 0));
    }

    /** A refused publish has a negative number: a nack waits for the answers before it, no more. */
    private boolean isDue(long durable, long otherwise) {
        long wait = waits[first] < 0 ? -1 - waits[first] : waits[first];
        return count > 0 && wait >> 1 <= ((wait & 1) == 0 ? durable : otherwise);
    }

    /** Whether an answer is owed. */
    boolean isEmpty() {
        return count == 0;
    }

    /** How many publishes there were. */
    long taken() {
        return nextNumber - 1;
    }

    /** How many publishes have no answer yet. */
    int owed() {
        return count;
    }

    /** Passes the answers that are due to {@code out}, each with how many publishes it answers: everything up to the first that still waits. */
    void answer(long durable, long otherwise, ObjIntConsumer<Confirm> out) {
        while (isDue(durable, otherwise)) {
            boolean refused = waits[first] < 0;
            int run = 0;
            while (isDue(durable, otherwise) && waits[first] < 0 == refused) {
                first = (first + 1) & (waits.length - 1);
                count--;
                run++;
            }
            out.accept(new Confirm(nextNumber - count - 1, run > 1, !refused), run);
        }
    }

    private void add(long wait) {
        if (count == waits.length) {
            long[] larger = new long[count * 2];
            for (int i = 0; i < count; i++) {
                larger[i] = waits[(first + i) & (count - 1)];
            }
            waits = larger;
            first = 0;
        }
        waits[(first + count) & (waits.length - 1)] = wait;
        count++;
        nextNumber++;
    }
}
