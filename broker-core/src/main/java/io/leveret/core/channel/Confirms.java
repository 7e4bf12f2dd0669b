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

    /** A publish that waits for {@code position}; 0 = for nothing, {@link #REFUSED}. */
    void published(long position) {
        add(position);
    }

    /** Whether an answer is owed. */
    boolean isEmpty() {
        return count == 0;
    }

    /** Passes the answers that are due to {@code out}: everything up to the first publish that still waits. */
    void answer(long durable, Consumer<Confirm> out) {
        while (count > 0 && positions[first] <= durable) {
            boolean refused = positions[first] == REFUSED;
            int run = 0;
            while (count > 0 && positions[first] <= durable && (positions[first] == REFUSED) == refused) {
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
