package io.leveret.core.queue;

import io.leveret.core.message.Message;
import io.leveret.core.queue.ReadyMessages.Entry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Messages in memory, in arrays that grow up to {@link #SIZE}: it is packed as a whole. Owner: core. */
final class ReadyChunk implements Stretch {
    static final int SMALL = 8;
    static final int SPARE = 32;
    static final int SIZE = 256;

    /** With so many octets of bodies a chunk takes no more. */
    static final int MOST_OCTETS = 128 * 1024;

    long[] seqs;
    int[] deliveries;

    private @Nullable Message[] messages;

    int from;
    int to;
    private long octets;
    private boolean closed;
    private long position;

    /** The page that these messages are being written as; null if they are not, or others have come in between. */
    private @Nullable Object page;

    /** They could not be paged out. */
    private long stuckUntil;

    ReadyChunk(int capacity) {
        seqs = new long[capacity];
        deliveries = new int[capacity];
        messages = new @Nullable Message[capacity];
    }

    int capacity() {
        return seqs.length;
    }

    void reset() {
        from = 0;
        to = 0;
        octets = 0;
        closed = false;
        position = 0;
        page = null;
        stuckUntil = 0;
    }

    boolean isEmpty() {
        return from == to;
    }

    boolean isFull() {
        return to - from == SIZE;
    }

    /** Whether nothing is added behind its last message. */
    boolean isClosed() {
        return closed;
    }

    @Override
    public long first() {
        return seqs[from];
    }

    @Override
    public long last() {
        return seqs[to - 1];
    }

    @Override
    public int count() {
        return to - from;
    }

    @Override
    public long firstPublishedAt() {
        return message(from).publishedAtMillis();
    }

    /** Octets of all bodies. */
    long octets() {
        return octets;
    }

    Message message(int at) {
        Message message = messages[at];
        if (message == null) {
            throw new IllegalStateException("no message at place " + at);
        }
        return message;
    }

    /** The journal's position when the youngest was added: with that all of them are durable, as far as they are in the journal. */
    long position() {
        return position;
    }

    /** Its messages are being written, or (null) are not any more. Nothing is added meanwhile. */
    void page(@Nullable Object newPage) {
        page = newPage;
        closed = true;
    }

    @Nullable
    Object page() {
        return page;
    }

    void stick(long untilMillis) {
        stuckUntil = untilMillis;
    }

    boolean isStuck(long nowMillis) {
        return nowMillis < stuckUntil;
    }

    /** Adds a message behind all others; {@code atPosition}: what the journal has to come to before it has it. */
    void append(Entry entry, long atPosition) {
        if (to == seqs.length) {
            resize(Math.min(SIZE, to * 4));
        }
        set(to++, entry);
        position = Math.max(position, atPosition);
        closed = to == SIZE || octets >= MOST_OCTETS;
    }

    void insert(int at, Entry entry) {
        page = null;
        stuckUntil = 0;
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
        closed |= to == SIZE;
    }

    /** Removes the first message. */
    void removeFirst() {
        octets -= message(from).bodySize();
        messages[from++] = null;
    }

    void remove(int at) {
        if (at == from) {
            removeFirst();
            return;
        }
        octets -= message(at).bodySize();
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
        System.arraycopy(deliveries, half, upper.deliveries, SIZE / 4, moved);
        System.arraycopy(messages, half, upper.messages, SIZE / 4, moved);
        upper.from = SIZE / 4;
        upper.to = SIZE / 4 + moved;
        upper.position = position;
        for (int at = upper.from; at < upper.to; at++) {
            upper.octets += upper.message(at).bodySize();
        }
        octets -= upper.octets;
        Arrays.fill(messages, half, to, null);
        to = half;
        page = null;
        return upper;
    }

    int find(long seq) {
        int at = Arrays.binarySearch(seqs, from, to, seq);
        return at < 0 ? -1 : at;
    }

    /** Where the first message stands whose number is at least {@code seq}; its end if there is none. */
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
        messages[at] = entry.message();
        octets += entry.message().bodySize();
    }

    private void shift(int source, int target, int length) {
        System.arraycopy(seqs, source, seqs, target, length);
        System.arraycopy(deliveries, source, deliveries, target, length);
        System.arraycopy(messages, source, messages, target, length);
    }

    private void resize(int capacity) {
        seqs = Arrays.copyOf(seqs, capacity);
        deliveries = Arrays.copyOf(deliveries, capacity);
        messages = Arrays.copyOf(messages, capacity);
    }
}
