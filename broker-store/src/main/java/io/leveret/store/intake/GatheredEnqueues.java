package io.leveret.store.intake;

import java.util.Arrays;

/**
 * Finds the enqueues of one gather by queue id and sequence number: a hash table of primitives, reused from gather to gather.
 * Owner: journal writer.
 */
final class GatheredEnqueues {
    private static final int NONE = -1;

    private long[] queueIds = new long[256];
    private long[] seqs = new long[256];
    /** Index of the record that enqueues it; {@link #NONE} once it is dropped. */
    private int[] slots = new int[256];

    private int size;
    /** Entry + 1 for each hash; 0 is free. Twice as long as the arrays above. */
    private int[] table = new int[512];

    void clear() {
        if (size > 0) {
            Arrays.fill(table, 0);
            size = 0;
        }
    }

    int size() {
        return size;
    }

    void add(long queueId, long seq, int slot) {
        if (size == seqs.length) {
            grow();
        }
        queueIds[size] = queueId;
        seqs[size] = seq;
        slots[size] = slot;
        size++;
        index(size);
    }

    /** The entry for that message of that queue, or -1. */
    int find(long queueId, long seq) {
        for (int at = hash(queueId, seq); table[at] != 0; at = at + 1 & table.length - 1) {
            int entry = table[at] - 1;
            if (seqs[entry] == seq && queueIds[entry] == queueId) {
                return slots[entry] == NONE ? NONE : entry;
            }
        }
        return NONE;
    }

    /** Whether an entry is for this queue and from {@code first} to {@code last}, and not dropped. */
    boolean isIn(int entry, long queueId, long first, long last) {
        return slots[entry] != NONE && queueIds[entry] == queueId && seqs[entry] >= first && seqs[entry] <= last;
    }

    int slot(int entry) {
        return slots[entry];
    }

    void drop(int entry) {
        slots[entry] = NONE;
    }

    private void index(int entryPlusOne) {
        int at = hash(queueIds[entryPlusOne - 1], seqs[entryPlusOne - 1]);
        while (table[at] != 0) {
            at = at + 1 & table.length - 1;
        }
        table[at] = entryPlusOne;
    }

    private int hash(long queueId, long seq) {
        long mixed = (queueId * 0x9E3779B97F4A7C15L ^ seq) * 0xBF58476D1CE4E5B9L;
        return (int) (mixed >>> 32) & table.length - 1;
    }

    private void grow() {
        queueIds = Arrays.copyOf(queueIds, 2 * size);
        seqs = Arrays.copyOf(seqs, 2 * size);
        slots = Arrays.copyOf(slots, 2 * size);
        table = new int[4 * size];
        for (int entry = 1; entry <= size; entry++) {
            index(entry);
        }
    }
}
