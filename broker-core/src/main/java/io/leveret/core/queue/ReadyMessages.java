package io.leveret.core.queue;

import io.leveret.core.message.Message;
import io.leveret.core.message.MessageRef;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue's ready messages of one priority in the order of their sequence numbers: chunks of arrays with the message itself, or where it lies.
 * Adding at the end and taking from the front cost a few array accesses; anything else a binary search and a shift inside of one chunk. Owner: core.
 */
final class ReadyMessages {
    /** Octets of heap an entry costs at most. */
    static final int ENTRY_BYTES = 32;

    private ReadyChunk[] chunks = new ReadyChunk[1];
    private @Nullable ReadyChunk spare;
    private int firstChunk;
    private int chunkCount;
    private int size;
    private int unloaded;
    private long bytes;

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

    /** Octets of all bodies. */
    long bytes() {
        return bytes;
    }

    long firstSeq() {
        ReadyChunk chunk = chunkAt(0);
        return chunk.seqs[chunk.from];
    }

    MessageRef firstRef() {
        ReadyChunk chunk = chunkAt(0);
        return present(chunk, chunk.from);
    }

    private static MessageRef present(ReadyChunk chunk, int at) {
        MessageRef ref = chunk.refs[at];
        if (ref == null) {
            throw new IllegalStateException("no message at place " + at);
        }
        return ref;
    }

    /** How often the first message was delivered in vain, as {@link Entry#deliveries} packs it. */
    int firstDeliveries() {
        ReadyChunk chunk = chunkAt(0);
        return chunk.deliveries[chunk.from];
    }

    void removeFirst() {
        ReadyChunk chunk = chunkAt(0);
        drop(chunk, chunk.from);
        chunk.from++;
        if (chunk.isEmpty()) {
            removeChunk(0);
            if (chunkCount == 0 && chunk.capacity() <= ReadyChunk.SPARE) {
                chunk.reset();
                spare = chunk;
            }
        }
    }

    /** Adds an entry whose sequence number is above all others. */
    void addLast(Entry entry) {
        ReadyChunk last = chunkCount == 0 ? null : chunkAt(chunkCount - 1);
        if (last == null || last.to == ReadyChunk.SIZE) {
            last = freshChunk();
            insertChunk(chunkCount, last);
        }
        last.append(entry);
        count(entry);
    }

    /** A queue whose consumers keep up fills and empties one small chunk all the time, and keeps it for that. */
    private ReadyChunk freshChunk() {
        ReadyChunk kept = spare;
        spare = null;
        return kept != null ? kept : new ReadyChunk(chunkCount == 0 ? ReadyChunk.SMALL : ReadyChunk.SIZE);
    }

    /** Puts an entry at its place: where a message that comes back belongs. */
    void insert(Entry entry) {
        int index = chunkFor(entry.seq());
        if (index < 0) {
            addLast(entry);
            return;
        }
        ReadyChunk chunk = chunkAt(index);
        int at = chunk.lowerBound(entry.seq());
        if (chunk.isFull()) {
            ReadyChunk upper = chunk.split();
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
        ReadyChunk chunk = chunkAt(index);
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
        ReadyChunk chunk = chunkAt(index);
        return chunk.seqs[chunk.firstAt(seq)];
    }

    /** The message with this number, or null if it is not here. */
    @Nullable
    MessageRef find(long seq) {
        int index = chunkFor(seq);
        ReadyChunk chunk = index < 0 ? null : chunkAt(index);
        int at = chunk == null ? -1 : chunk.find(seq);
        return chunk == null || at < 0 ? null : chunk.refs[at];
    }

    /** The message with this number came from the store; returns what is kept of it, or null if its entry is gone meanwhile. */
    @Nullable
    Message attach(long seq, Message message) {
        int index = chunkFor(seq);
        ReadyChunk chunk = index < 0 ? null : chunkAt(index);
        int at = chunk == null ? -1 : chunk.find(seq);
        if (chunk == null || at < 0) {
            return null;
        }
        MessageRef before = present(chunk, at);
        if (!(before instanceof Message)) {
            unloaded--;
        }
        bytes += message.bodySize() - before.bodySize();
        chunk.refs[at] = message;
        return message;
    }

    /** Sets the delivery state of the entry with this number, if there is one. */
    void setDeliveries(long seq, int deliveries) {
        int index = chunkFor(seq);
        int at = index < 0 ? -1 : chunkAt(index).find(seq);
        if (at >= 0) {
            chunkAt(index).deliveries[at] = deliveries;
        }
    }

    /** Marks every entry from {@code first} to {@code upTo} as delivered before. */
    void markDelivered(long first, long upTo) {
        int index = chunkFor(first);
        for (int c = index; c >= 0 && c < chunkCount; c++) {
            ReadyChunk chunk = chunkAt(c);
            for (int at = c == index ? chunk.firstAt(first) : chunk.from; at < chunk.to; at++) {
                if (chunk.seqs[at] > upTo) {
                    return;
                }
                chunk.deliveries[at] |= Entry.REDELIVERED;
            }
        }
    }

    /** Entries without a message, from the front: fills the array and returns how far it is filled. */
    int firstUnloaded(long[] seqs) {
        int found = 0;
        for (int c = 0; c < chunkCount && found < seqs.length; c++) {
            ReadyChunk chunk = chunkAt(c);
            for (int at = chunk.from; at < chunk.to && found < seqs.length; at++) {
                MessageRef ref = present(chunk, at);
                if (!(ref instanceof Message)) {
                    seqs[found++] = chunk.seqs[at];
                }
            }
        }
        return found;
    }

    /** Calls {@code visitor} with number and message of every entry, in order. */
    void forEach(BiConsumer<Long, MessageRef> visitor) {
        for (int c = 0; c < chunkCount; c++) {
            ReadyChunk chunk = chunkAt(c);
            for (int at = chunk.from; at < chunk.to; at++) {
                visitor.accept(chunk.seqs[at], present(chunk, at));
            }
        }
    }

    void clear() {
        chunks = new ReadyChunk[1];
        spare = null;
        firstChunk = 0;
        chunkCount = 0;
        size = 0;
        unloaded = 0;
        bytes = 0;
    }

    private void count(Entry entry) {
        size++;
        bytes += entry.ref().bodySize();
        if (!(entry.ref() instanceof Message)) {
            unloaded++;
        }
    }

    private void drop(ReadyChunk chunk, int at) {
        MessageRef ref = present(chunk, at);
        size--;
        bytes -= ref.bodySize();
        if (!(ref instanceof Message)) {
            unloaded--;
        }
        chunk.refs[at] = null;
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

    private ReadyChunk chunkAt(int index) {
        return chunks[(firstChunk + index) & (chunks.length - 1)];
    }

    private void insertChunk(int index, ReadyChunk chunk) {
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
        ReadyChunk[] larger = new ReadyChunk[chunks.length * 2];
        for (int i = 0; i < chunkCount; i++) {
            larger[i] = chunkAt(i);
        }
        chunks = larger;
        firstChunk = 0;
    }

    /** What is known of a ready message. */
    record Entry(long seq, int deliveries, MessageRef ref) {
        /** In {@code deliveries}: the message was delivered before; the bits below count how often it came back. */
        static final int REDELIVERED = 1 << 30;
    }
}
