package io.leveret.core.queue;

import io.leveret.core.message.MessageRef;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.function.LongPredicate;

/**
 * Which message of a queue is due when: a heap of moments and sequence numbers. What leaves the queue otherwise stays in here until it is due or
 * {@link #sweep} finds it, so that taking a message costs nothing here. Owner: core.
 */
final class Deadlines {
    private static final int FIRST_CAPACITY = 16;
    private static final int FEW = 64;
    private static final long[] NONE = new long[0];

    private long[] dues = NONE;
    private long[] seqs = NONE;
    private int size;

    /** When the first is due; {@link MessageRef#NO_DEADLINE} if there is none. */
    long next() {
        return size == 0 ? MessageRef.NO_DEADLINE : dues[0];
    }

    void add(long dueMillis, long seq) {
        if (size == dues.length) {
            int capacity = Math.max(FIRST_CAPACITY, 2 * size);
            dues = Arrays.copyOf(dues, capacity);
            seqs = Arrays.copyOf(seqs, capacity);
        }
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!before(dueMillis, seq, parent)) {
                break;
            }
            dues[at] = dues[parent];
            seqs[at] = seqs[parent];
            at = parent;
        }
        dues[at] = dueMillis;
        seqs[at] = seq;
    }

    /** Removes the entry that is due first and returns its sequence number. */
    long poll() {
        long first = seqs[0];
        size--;
        long due = dues[size];
        long seq = seqs[size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && before(dues[child + 1], seqs[child + 1], child)) {
                child++;
            }
            if (before(due, seq, child)) {
                break;
            }
            dues[at] = dues[child];
            seqs[at] = seqs[child];
            at = child;
        }
        dues[at] = due;
        seqs[at] = seq;
        if (size == 0 && dues.length > FEW) {
            clear();
        }
        return first;
    }

    /**
     * Calls {@code visitor} with moments and sequence numbers in the order in which they are due until it returns false: best first from the root, so
     * that the first few of millions cost little.
     */
    void inOrder(Visitor visitor) {
        PriorityQueue<Integer> next = new PriorityQueue<>((a, b) -> before(dues[a], seqs[a], b) ? -1 : 1);
        for (Integer at = size == 0 ? null : Integer.valueOf(0); at != null; at = next.poll()) {
            if (!visitor.visit(dues[at], seqs[at])) {
                return;
            }
            for (int child = 2 * at + 1; child <= 2 * at + 2 && child < size; child++) {
                next.add(child);
            }
        }
    }

    /** Looks at one entry; true to see the next. */
    interface Visitor {
        boolean visit(long dueMillis, long seq);
    }

    /** Forgets what is not ready any more and what is here twice, once that may be more than half. */
    void sweep(int readyCount, LongPredicate isReady) {
        if (size <= FEW || size / 2 <= readyCount) {
            return;
        }
        Deadlines kept = new Deadlines();
        long lastSeq = 0;
        while (size > 0) {
            long due = dues[0];
            long seq = poll();
            if (seq != lastSeq && isReady.test(seq)) {
                kept.add(due, seq);
            }
            lastSeq = seq;
        }
        dues = kept.dues;
        seqs = kept.seqs;
        size = kept.size;
    }

    private void clear() {
        dues = NONE;
        seqs = NONE;
        size = 0;
    }

    private boolean before(long due, long seq, int other) {
        return due != dues[other] ? due < dues[other] : seq < seqs[other];
    }
}
