package io.leveret.core.queue;

import io.leveret.core.message.MessageRef;
import io.leveret.core.queue.ReadyMessages.Entry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A run of {@link ReadyMessages}' entries, in arrays that grow up to {@link #SIZE}. Owner: core. */
final class ReadyChunk {
    static final int SMALL = 8;
    static final int SPARE = 32;
    static final int SIZE = 256;

    long[] seqs;
    int[] deliveries;

    @Nullable
    MessageRef[] refs;

    int from;
    int to;

    ReadyChunk(int capacity) {
        seqs = new long[capacity];
        deliveries = new int[capacity];
        refs = new @Nullable MessageRef[capacity];
    }

    int capacity() {
        return seqs.length;
    }

    void reset() {
        from = 0;
        to = 0;
    }

    boolean isEmpty() {
        return from == to;
    }

    boolean isFull() {
        return to - from == SIZE;
    }

    long last() {
        return seqs[to - 1];
    }

    void append(Entry entry) {
        if (to == seqs.length) {
            resize(Math.min(SIZE, to * 4));
        }
        set(to++, entry);
    }

    void insert(int at, Entry entry) {
        if (from > 0) {
            shift(from, from - 1, at - from);
            from--;
            set(at - 1, entry);
            return;
        }
        if (to == seqs.length) {
            resize(Math.min(SIZE, to * 4));
        }
        shift(at, at + 1, to - at);
        to++;
        set(at, entry);
    }

    void remove(int at) {
        if (at == from) {
            from++;
            return;
        }
        shift(at + 1, at, to - at - 1);
        to--;
        refs[to] = null;
    }

    /** Moves the upper half into a new chunk. */
    ReadyChunk split() {
        ReadyChunk upper = new ReadyChunk(SIZE);
        int half = (from + to) >>> 1;
        int moved = to - half;
        System.arraycopy(seqs, half, upper.seqs, SIZE / 4, moved);
        System.arraycopy(deliveries, half, upper.deliveries, SIZE / 4, moved);
        System.arraycopy(refs, half, upper.refs, SIZE / 4, moved);
        upper.from = SIZE / 4;
        upper.to = SIZE / 4 + moved;
        Arrays.fill(refs, half, to, null);
        to = half;
        return upper;
    }

    int find(long seq) {
        int at = Arrays.binarySearch(seqs, from, to, seq);
        return at < 0 ? -1 : at;
    }

    /** Where the first entry stands whose number is at least {@code seq}; its end if there is none. */
    int firstAt(long seq) {
        int at = Arrays.binarySearch(seqs, from, to, seq);
        return at < 0 ? -at - 1 : at;
    }

    int lowerBound(long seq) {
        int at = Arrays.binarySearch(seqs, from, to, seq);
        if (at >= 0) {
            throw new IllegalStateException("message " + seq + " is already ready");
        }
        return -at - 1;
    }

    private void set(int at, Entry entry) {
        seqs[at] = entry.seq();
        deliveries[at] = entry.deliveries();
        refs[at] = entry.ref();
    }

    private void shift(int source, int target, int length) {
        System.arraycopy(seqs, source, seqs, target, length);
        System.arraycopy(deliveries, source, deliveries, target, length);
        System.arraycopy(refs, source, refs, target, length);
    }

    private void resize(int capacity) {
        seqs = Arrays.copyOf(seqs, capacity);
        deliveries = Arrays.copyOf(deliveries, capacity);
        refs = Arrays.copyOf(refs, capacity);
    }
}
