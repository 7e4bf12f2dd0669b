package io.leveret.core.queue;

import io.leveret.core.message.Message;
import io.leveret.core.queue.Compactor.Compact;
import io.leveret.core.queue.ReadyMessages.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages in memory, in arrays that grow up to {@link #SIZE}: it is packed as a whole. Owner: core. */
final class ReadyChunk implements Stretch {
    static final int SMALL = 8;
    static final int SPARE = 32;
    static final int SIZE = 256;

    /** With so many octets of bodies a chunk takes no more. */
    static final int MOST_OCTETS =
            120 * 1024; // with names and a few properties small ones fit 128 KiB, a size that memory comes in

    private static final @Nullable Message[] NONE = {};

    private static final long[] NO_NUMBERS = {};
    private static final int[] NO_DELIVERIES = {};

    private long[] seqs;
    private int[] deliveries;
    private @Nullable Message[] messages;

    /** The number of the first place, if there is no array of numbers: those of the others follow. */
    private long base;

    int from;
    int to;
    private long octets;
    private boolean closed;
    private long position;

    /** The page that these messages are being written as; null if they are not, or others have come in between. */
    private @Nullable Object page;

    private boolean persistent = true;

    /** The messages as octets, which nobody has wanted since; null if they are there. */
    private @Nullable Compact compact;

    private @Nullable Compactor compactor;

    ReadyChunk(int capacity) {
        seqs = new long[capacity];
        deliveries = new int[capacity];
        messages = new @Nullable Message[capacity];
    }

    /** Whether it is worth keeping when it is empty. */
    boolean isSpare() {
        return seqs.length > 0 && seqs.length <= SPARE;
    }

    /** Lets go of its arrays, as the last message has left: who is in the old generation and dead must not hold what is young. */
    void drop() {
        seqs = NO_NUMBERS;
        deliveries = NO_DELIVERIES;
        messages = NONE;
    }

    void reset() {
        from = 0;
        to = 0;
        octets = 0;
        closed = false;
        position = 0;
        page = null;
        persistent = true;
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
        return seq(from);
    }

    @Override
    public long last() {
        return seq(to - 1);
    }

    @Override
    public int count() {
        return to - from;
    }

    @Override
    public long firstPublishedAt() {
        return compact != null ? compact.firstPublishedAt() : message(from).publishedAtMillis();
    }

    /** The number at this place. */
    long seq(int at) {
        return seqs.length == 0 ? base + at : seqs[at];
    }

    /** All numbers, in order. */
    long[] numbers() {
        long[] all = new long[count()];
        Arrays.setAll(all, i -> seq(from + i));
        return all;
    }

    /** How often the message at this place was delivered in vain, as {@link Entry#deliveries} packs it. */
    int deliveries(int at) {
        return deliveries.length == 0 ? 0 : deliveries[at];
    }

    /** Octets of all bodies. */
    long octets() {
        return octets;
    }

    /** The message at this place; octets are made messages for it. */
    Message message(int at) {
        if (compact != null) {
            expand(compact);
        }
        return message(messages, at);
    }

    private static Message message(@Nullable Message[] all, int at) {
        Message message = all[at];
        if (message == null) {
            throw new IllegalStateException("no message at place " + at);
        }
        return message;
    }

    boolean isCompact() {
        return compact != null;
    }

    /** All messages in order; those that are octets stay octets, and these are copies that nobody holds. */
    List<Message> look() {
        @Nullable Message[] all = compact == null ? messages : compactor().copies(compact);
        int first = compact == null ? from : 0;
        List<Message> looked = new ArrayList<>(count());
        for (int at = first; at < first + count(); at++) {
            looked.add(message(all, at));
        }
        return looked;
    }

    /** Makes octets of all messages until one is wanted, and adds no more; false, and nothing has changed, if that can't be. */
    boolean compact(Compactor by) {
        if (compact != null || page != null) {
            return false;
        }
        Compact octetsOfAll = by.compact(messages, from, to);
        if (octetsOfAll == null) {
            return false;
        }
        compact = octetsOfAll;
        compactor = by;
        closed = true;
        messages = NONE;
        if (isPlain()) {
            base = seq(from);
            seqs = NO_NUMBERS;
            deliveries = NO_DELIVERIES;
        } else {
            seqs = Arrays.copyOfRange(seqs, from, to);
            deliveries = Arrays.copyOfRange(deliveries, from, to);
        }
        to -= from;
        from = 0;
        return true;
    }

    /** Whether no number is left out, and no message was delivered before. */
    private boolean isPlain() {
        if (last() - first() != count() - 1) {
            return false;
        }
        for (int at = from; at < to; at++) {
            if (deliveries(at) != 0) {
                return false;
            }
        }
        return true;
    }

    private void expand(Compact octetsOfAll) {
        compact = null;
        messages = compactor().expand(octetsOfAll);
    }

    /** From now on messages may stand anywhere. */
    private void makePlaces() {
        message(from); // no octets any more
        if (seqs.length == 0) {
            long[] following = new long[to];
            Arrays.setAll(following, this::seq);
            seqs = following;
            deliveries = new int[to];
        }
    }

    private Compactor compactor() {
        Compactor by = compactor;
        if (by == null) {
            throw new IllegalStateException("never made octets");
        }
        return by;
    }

    /** Its messages are not wanted any more. */
    void release(MemoryLedger ledger) {
        if (compact != null) {
            compactor().free(compact);
            compact = null;
        } else {
            for (int at = from; at < to; at++) {
                ledger.release(message(at));
            }
        }
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

    /** Whether all that were ever added are persistent. */
    boolean isPersistent() {
        return persistent;
    }

    /** Octets that are not held any more after {@link #release}, if nobody else has any of the messages. */
    long heldBytes() {
        if (compact != null) {
            return compact.heldBytes();
        }
        long held = 0;
        for (int at = from; at < to; at++) {
            held += message(at).heldBytes() + ReadyMessages.ENTRY_BYTES;
        }
        return held;
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

    void insert(int at, Entry entry, long atPosition) {
        makePlaces();
        page = null;
        position = Math.max(position, atPosition);
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
        makePlaces();
        octets -= message(at).bodySize();
        shift(at + 1, at, to - at - 1);
        to--;
        messages[to] = null;
    }

    /** Moves the upper half into a new chunk. */
    ReadyChunk split() {
        makePlaces();
        ReadyChunk upper = new ReadyChunk(SIZE);
        int half = (from + to) >>> 1;
        int moved = to - half;
        System.arraycopy(seqs, half, upper.seqs, SIZE / 4, moved);
        System.arraycopy(deliveries, half, upper.deliveries, SIZE / 4, moved);
        System.arraycopy(messages, half, upper.messages, SIZE / 4, moved);
        upper.from = SIZE / 4;
        upper.to = SIZE / 4 + moved;
        upper.position = position;
        upper.persistent = persistent;
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
        int at = search(seq);
        return at < 0 ? -1 : at;
    }

    /** Where the first message stands whose number is at least {@code seq}; its end if there is none. */
    int firstAt(long seq) {
        int at = search(seq);
        return at < 0 ? -at - 1 : at;
    }

    int lowerBound(long seq) {
        int at = search(seq);
        if (at >= 0) {
            throw new IllegalStateException("message " + seq + " is already ready");
        }
        return -at - 1;
    }

    /** As {@link Arrays#binarySearch(long[], int, int, long)}. */
    private int search(long seq) {
        if (seqs.length > 0) {
            return Arrays.binarySearch(seqs, from, to, seq);
        }
        long at = seq - base;
        return at < from ? -from - 1 : at >= to ? -to - 1 : (int) at;
    }

    private void set(int at, Entry entry) {
        seqs[at] = entry.seq();
        deliveries[at] = entry.deliveries();
        messages[at] = entry.message();
        octets += entry.message().bodySize();
        persistent &= entry.message().persistent();
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
