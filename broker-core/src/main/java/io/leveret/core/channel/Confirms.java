package io.leveret.core.channel;

import java.util.function.Consumer;

/**
 * The publisher confirms that a channel owes: one number for each publish, and the journal position that its answer waits for. Answers go out in
 * order, as many at once as are due. Owner: core.
 */
public final class Confirms {
    /** In place of a position: a queue refused the publish, and it is answered with a nack. */
    public static final long REFUSED = -1;

    private long[] positions = new long[16];
    private int first;
    private int count;
    private long nextNumber = 1;

    Confirms() {}

    /** A publish whose answer waits for {@code position} (0 = for nothing, or {@link #REFUSED}) and overtakes nothing that waits for {@code parked}. */
    void published(long position, long parked) {
        add(position == REFUSED ? -1 - parked : Math.max(position, parked));
    }

    /** A refused publish has a negative number: a nack waits for the answers before it, no more. */
    private boolean isDue(long durable) {
        long position = positions[first];
        return count > 0 && (position < 0 ? -1 - position : position) <= durable;
    }

    /** Whether an answer is owed. */
    boolean isEmpty() {
        return count == 0;
    }

    /** Passes the answers that are due to {@code out}: everything up to the first publish that still waits. */
    void answer(long durable, Consumer<Confirm> out) {
        while (isDue(durable)) {
            boolean refused = positions[first] < 0;
            int run = 0;
            while (isDue(durable) && positions[first] < 0 == refused) {
                first = (first + 1) & (positions.length - 1);
                count--;
                run++;
            }
            out.accept(new Confirm(nextNumber - count - 1, run > 1, !refused));
        }
    }

    private void add(long position) {
        if (count == positions.length) {
            long[] larger = new long[count * 2];
            for (int i = 0; i < count; i++) {
                larger[i] = positions[(first + i) & (count - 1)];
            }
            positions = larger;
            first = 0;
        }
        positions[(first + count) & (positions.length - 1)] = position;
        count++;
        nextNumber++;
    }
}
