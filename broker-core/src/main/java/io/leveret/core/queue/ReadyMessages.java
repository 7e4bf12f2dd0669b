package io.leveret.core.queue;

import io.leveret.core.message.Message;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue's ready messages in the order of their sequence numbers: chunks of primitive arrays, and the message itself where it is in memory.
 * Adding at the end and taking from the front cost a few array accesses; anything else a binary search and a shift inside of one chunk. Owner: core.
 */
final class ReadyMessages {
    /** Octets of heap an entry costs at most. */
    static final int ENTRY_BYTES = 32;

    private Chunk[] chunks = new Chunk[1];
    private int firstChunk;
    private int chunkCount;
    private int size;
    private int unloaded;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Entries whose message is not in memory. */
    int unloaded() {
        return unloaded;
    }

    long firstSeq() {
        Chunk chunk = chunkAt(0);
        return chunk.seqs[chunk.from];
    }

    @Nullable
    Message firstMessage() {
        Chunk chunk = chunkAt(0);
        return chunk.messages[chunk.from];
    }

    /** How often the first message was delivered in vain, as {@link Entry#deliveries} packs it. */
    int firstDeliveries() {
        Chunk chunk = chunkAt(0);
        return chunk.deliveries[chunk.from];
    }

    void removeFirst() {
        Chunk chunk = chunkAt(0);
        drop(chunk, chunk.from);
        chunk.from++;
        if (chunk.isEmpty()) {
            removeChunk(0);
        }
    }

    /** Adds an entry whose sequence number is above all others. */
    void addLast(Entry entry) {
        Chunk last = chunkCount == 0 ? null : chunkAt(chunkCount - 1);
        if (last == null || last.to == Chunk.SIZE) {
            last = new Chunk(chunkCount == 0 ? Chunk.SMALL : Chunk.SIZE);
            insertChunk(chunkCount, last);
        }
        last.append(entry);
        count(entry);
    }

    /** Puts an entry at its place: where a message that comes back belongs. */
    void insert(Entry entry) {
        int index = chunkFor(entry.seq());
        if (index < 0) {
            addLast(entry);
            return;
        }
        Chunk chunk = chunkAt(index);
        int at = chunk.lowerBound(entry.seq());
        if (chunk.isFull()) {
            Chunk upper = chunk.split();
            insertChunk(index + 1, upper);
            if (at > chunk.to) {
                at = upper.from + (at - chunk.to);
                chunk = upper;
            }
        }
        chunk.insert(at, entry);
        count(entry);
    }

    /** Removes the entry with this number; false if there is none. */
    boolean remove(long seq) {
        int index = chunkFor(seq);
        if (index < 0) {
            return false;
        }
        Chunk chunk = chunkAt(index);
        int at = chunk.find(seq);
        if (at < 0) {
            return false;
        }
        drop(chunk, at);
        chunk.remove(at);
        if (chunk.isEmpty()) {
            removeChunk(index);
        }
        return true;
    }

    /** The lowest number of an entry that is at least {@code seq}; -1 if there is none. */
    long firstFrom(long seq) {
        int index = chunkFor(seq);
        if (index < 0) {
            return -1;
        }
        Chunk chunk = chunkAt(index);
        int at = Arrays.binarySearch(chunk.seqs, chunk.from, chunk.to, seq);
        return chunk.seqs[at < 0 ? -at - 1 : at];
    }

    /** The message with this number came from the store; false if its entry is gone meanwhile. */
    boolean attach(long seq, Message message) {
        int index = chunkFor(seq);
        Chunk chunk = index < 0 ? null : chunkAt(index);
        int at = chunk == null ? -1 : chunk.find(seq);
        if (chunk == null || at < 0) {
            return false;
        }
        if (chunk.messages[at] == null) {
            unloaded--;
        }
        chunk.messages[at] = message;
        return true;
    }

    /** Sets the delivery state of the entry with this number, if there is one. */
    void setDeliveries(long seq, int deliveries) {
        int index = chunkFor(seq);
        int at = index < 0 ? -1 : chunkAt(index).find(seq);
        if (at >= 0) {
            chunkAt(index).deliveries[at] = deliveries;
        }
    }

    /** Marks every entry up to {@code upTo} as delivered before. */
    void markDelivered(long upTo) {
        for (int c = 0; c < chunkCount; c++) {
            Chunk chunk = chunkAt(c);
            for (int at = chunk.from; at < chunk.to; at++) {
                if (chunk.seqs[at] > upTo) {
                    return;
                }
                chunk.deliveries[at] |= Entry.REDELIVERED;
            }
        }
    }

    /** Up to {@code max} entries without a message, from the front: fills the arrays and returns how many. */
    int firstUnloaded(long[] seqs, long[] locations) {
        int found = 0;
        for (int c = 0; c < chunkCount && found < seqs.length; c++) {
            Chunk chunk = chunkAt(c);
            for (int at = chunk.from; at < chunk.to && found < seqs.length; at++) {
                if (chunk.messages[at] == null) {
                    seqs[found] = chunk.seqs[at];
                    locations[found++] = chunk.locations[at];
                }
            }
        }
        return found;
    }

    /** Calls {@code visitor} with number and message (null if not in memory) of every entry, in order. */
    void forEach(BiConsumer<Long, @Nullable Message> visitor) {
        for (int c = 0; c < chunkCount; c++) {
            Chunk chunk = chunkAt(c);
            for (int at = chunk.from; at < chunk.to; at++) {
                visitor.accept(chunk.seqs[at], chunk.messages[at]);
            }
        }
    }

    void clear() {
        chunks = new Chunk[1];
        firstChunk = 0;
        chunkCount = 0;
        size = 0;
        unloaded = 0;
    }

    private void count(Entry entry) {
        size++;
        if (entry.message() == null) {
            unloaded++;
        }
    }

    private void drop(Chunk chunk, int at) {
        size--;
        if (chunk.messages[at] == null) {
            unloaded--;
        }
        chunk.messages[at] = null;
    }

    /** The first chunk that reaches up to {@code seq}, or -1 if all are below it. */
    private int chunkFor(long seq) {
        int low = 0;
        int high = chunkCount;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (chunkAt(middle).last() < seq) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == chunkCount ? -1 : low;
    }

    private Chunk chunkAt(int index) {
        return chunks[(firstChunk + index) & (chunks.length - 1)];
    }

    private void insertChunk(int index, Chunk chunk) {
        if (chunkCount == chunks.length) {
            grow();
        }
        int mask = chunks.length - 1;
        for (int i = chunkCount; i > index; i--) {
            chunks[(firstChunk + i) & mask] = chunks[(firstChunk + i - 1) & mask];
        }
        chunks[(firstChunk + index) & mask] = chunk;
        chunkCount++;
    }

    @SuppressWarnings("NullAway") // a freed slot is not read before it is set again
    private void removeChunk(int index) {
        int mask = chunks.length - 1;
        if (index == 0) {
            chunks[firstChunk] = null;
            firstChunk = (firstChunk + 1) & mask;
        } else {
            for (int i = index; i < chunkCount - 1; i++) {
                chunks[(firstChunk + i) & mask] = chunks[(firstChunk + i + 1) & mask];
            }
            chunks[(firstChunk + chunkCount - 1) & mask] = null;
        }
        chunkCount--;
    }

    private void grow() {
        Chunk[] larger = new Chunk[chunks.length * 2];
        for (int i = 0; i < chunkCount; i++) {
            larger[i] = chunkAt(i);
        }
        chunks = larger;
        firstChunk = 0;
    }

    /** What is known of a ready message. {@code message} is null where only the store has it. */
    record Entry(
            long seq,
            long location,
            int deliveries,
            @Nullable Message message) {
        /** In {@code deliveries}: the message was delivered before; the bits below count how often it came back. */
        static final int REDELIVERED = 1 << 30;
    }

    /** A run of entries. Owner: core. */
    private static final class Chunk {
        static final int SMALL = 8;
        static final int SIZE = 256;

        private long[] seqs;
        private long[] locations;
        private int[] deliveries;
        private @Nullable Message[] messages;
        private int from;
        private int to;

        Chunk(int capacity) {
            seqs = new long[capacity];
            locations = new long[capacity];
            deliveries = new int[capacity];
            messages = new @Nullable Message[capacity];
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
        Chunk split() {
            Chunk upper = new Chunk(SIZE);
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
}
