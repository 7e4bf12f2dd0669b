package io.leveret.core.queue;

import io.leveret.core.message.Message;
import io.leveret.core.queue.ReadyMessages.Entry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A run of {@link ReadyMessages}' entries, in arrays that grow up to {@link #SIZE}. Owner: core. */
final class ReadyChunk {
    static final int SMALL = 8;
    static final int SPARE = 32;
    static final int SIZE = 256;

    long[] seqs;
    long[] locations;
    int[] deliveries;

    @Nullable
    Message[] messages;

    int from;
    int to;

    ReadyChunk(int capacity) {
        seqs = new long[capacity];
        locations = new long[capacity];
        deliveries = new int[capacity];
        messages = new @Nullable Message[capacity];
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
        messages[to] = null;
    }

    /** Moves the upper half into a new chunk. */
    ReadyChunk split() {
        ReadyChunk upper = new ReadyChunk(SIZE);
        int half = (from + to) >>> 1;
        int moved = to - half;
        System.arraycopy(seqs, half, upper.seqs, SIZE / 4, moved);
        System.arraycopy(locations, half, upper.locations, SIZE / 4, moved);
        System.arraycopy(deliveries, half, upper.deliveries, SIZE / 4, moved);
        System.arraycopy(messages, half, upper.messages, SIZE / 4, moved);
        upper.from = SIZE / 4;
        upper.to = SIZE / 4 + moved;
        Arrays.fill(messages, half, to, null);
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
        locations[at] = entry.location();
        deliveries[at] = entry.deliveries();
        messages[at] = entry.message();
    }

    private void shift(int source, int target, int length) {
        System.arraycopy(seqs, source, seqs, target, length);
        System.arraycopy(locations, source, locations, target, length);
        System.arraycopy(deliveries, source, deliveries, target, length);
        System.arraycopy(messages, source, messages, target, length);
    }

    private void resize(int capacity) {
        seqs = Arrays.copyOf(seqs, capacity);
        locations = Arrays.copyOf(locations, capacity);
        deliveries = Arrays.copyOf(deliveries, capacity);
        messages = Arrays.copyOf(messages, capacity);
    }
}
