package io.leveret.core.queue;

import io.leveret.core.journal.StoredRun;
import io.leveret.core.message.Message;
import io.leveret.core.message.MessageRef;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue's ready messages of one priority in the order of their sequence numbers: chunks of messages in memory, and between them runs of packed ones.
 * Adding at the end and taking from the front cost a few array accesses; anything else a binary search and a shift inside of one chunk. Owner: core.
 */
final class ReadyMessages {
    /** Octets of heap an entry costs at most. */
    static final int ENTRY_BYTES = 32;

    private final MemoryLedger ledger;
    private ReadyRing ring = new ReadyRing();
    private @Nullable ReadyChunk spare;
    private int size;
    private int packed;
    private long bytes;

    /** {@code ledger} hears what packed ones hold of the heap. */
    ReadyMessages(MemoryLedger ledger) {
        this.ledger = ledger;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Messages that are not in memory. */
    int packed() {
        return packed;
    }

    /** Octets of all bodies. */
    long bytes() {
        return bytes;
    }

    long firstSeq() {
        return ring.at(0).first();
    }

    /** The first message, or what is known of it while it is packed. */
    MessageRef firstRef() {
        Stretch first = ring.at(0);
        if (first instanceof ReadyChunk chunk) {
            return chunk.message(chunk.from);
        }
        return ((PackedRun) first).message(first.first());
    }

    /** How often the first message, which is in memory, was delivered in vain, as {@link Entry#deliveries} packs it. */
    int firstDeliveries() {
        ReadyChunk chunk = (ReadyChunk) ring.at(0);
        return chunk.deliveries(chunk.from);
    }

    /** The run that the first message is packed in; null if it is in memory. */
    @Nullable
    PackedRun firstRun() {
        return size > 0 && ring.at(0) instanceof PackedRun run ? run : null;
    }

    /** When the first message was taken, or the earliest it can have been. */
    long firstPublishedAt() {
        return ring.at(0).firstPublishedAt();
    }

    /** When the last message of the first stretch was taken at the latest; {@link Long#MAX_VALUE} if that is not known. */
    long firstRunPublishedUpTo() {
        long known = ring.at(0) instanceof PackedRun run ? run.lastPublishedAt() : Long.MAX_VALUE;
        return ring.count() == 1 ? known : Math.min(known, ring.at(1).firstPublishedAt());
    }

    /** Removes the first message, which is in memory. */
    void removeFirst() {
        ReadyChunk chunk = (ReadyChunk) ring.at(0);
        bytes -= chunk.message(chunk.from).bodySize();
        size--;
        chunk.removeFirst();
        if (chunk.isEmpty()) {
            ring.remove(0);
            if (ring.count() == 0 && chunk.isSpare()) {
                chunk.reset();
                spare = chunk;
            } else {
                chunk.drop();
            }
        }
    }

    /** Adds an entry whose sequence number is above all others, and that is durable when the journal has come to {@code position}. */
    void addLast(Entry entry, long position) {
        int count = ring.count();
        if (count > 0 && ring.at(count - 1) instanceof ReadyChunk last && !last.isClosed()) {
            last.append(entry, position);
        } else {
            ReadyChunk fresh = freshChunk(count > 0 && ring.at(count - 1).count() == ReadyChunk.SIZE);
            fresh.append(entry, position);
            ring.insert(count, fresh);
        }
        count(entry);
    }

    /** A queue whose consumers keep up fills and empties one small chunk all the time, and keeps it for that. */
    private ReadyChunk freshChunk(boolean forMany) {
        ReadyChunk kept = spare;
        spare = null;
        return kept != null ? kept : new ReadyChunk(forMany ? ReadyChunk.SIZE : ReadyChunk.SMALL);
    }

    /** Puts an entry at its place: where a message that comes back, or was brought back to memory, belongs. */
    void insert(Entry entry, long position) {
        int index = ring.indexFor(entry.seq());
        if (index < 0) {
            addLast(entry, position);
            return;
        }
        if (ring.at(index) instanceof PackedRun run && run.first() <= entry.seq()) {
            if (run.has(entry.seq())) {
                throw new IllegalStateException("message " + entry.seq() + " is already ready");
            }
            PackedRun upper = run.split(entry.seq());
            upper.count(ledger);
            run.count(ledger);
            ring.insert(++index, upper);
        }
        if (!isAppended(index - 1, entry, position)) {
            insert(index, entry, position);
        }
        count(entry);
    }

    /** Adds an entry behind the chunk at this place, if there is one that takes it. */
    private boolean isAppended(int index, Entry entry, long position) {
        if (index >= 0
                && entry.seq() < ring.at(index + 1).first()
                && ring.at(index) instanceof ReadyChunk chunk
                && !chunk.isClosed()) {
            chunk.append(entry, position);
            return true;
        }
        return false;
    }

    /** Adds an entry before the run at this place, or in the chunk there. */
    private void insert(int index, Entry entry, long position) {
        if (ring.at(index) instanceof PackedRun) {
            ReadyChunk fresh = new ReadyChunk(ReadyChunk.SMALL);
            fresh.append(entry, position);
            ring.insert(index, fresh);
            return;
        }
        ReadyChunk chunk = (ReadyChunk) ring.at(index);
        int at = chunk.lowerBound(entry.seq());
        if (chunk.isFull()) {
            ReadyChunk upper = chunk.split();
            ring.insert(index + 1, upper);
            if (at > chunk.to) {
                at = upper.from + (at - chunk.to);
                chunk = upper;
            }
        }
        chunk.insert(at, entry, position);
    }

    private void count(Entry entry) {
        size++;
        bytes += entry.message().bodySize();
    }

    /** Recovery: adds messages that are packed already; mostly their numbers are above all others. */
    void add(StoredRun stored) {
        PackedRun run = PackedRun.of(stored);
        if (run.count() > 0 && isLast(run.first())) {
            ring.insert(ring.count(), run);
            run.count(ledger);
            size += run.count();
            packed += run.count();
            bytes += run.bytes();
        } else {
            run.numbers(seq ->
                    put(seq, run.message(seq)).endUnknown()); // messages of several priorities may be of one level
        }
    }

    private boolean isLast(long seq) {
        return ring.count() == 0 || ring.at(ring.count() - 1).last() < seq;
    }

    /** Recovery: adds a message that is on disk; mostly its number is above all others. */
    void add(long seq, MessageRef message) {
        put(seq, message);
    }

    private PackedRun put(long seq, MessageRef message) {
        int index = ring.indexFor(seq);
        int before = index < 0 ? ring.count() - 1 : index - 1;
        PackedRun run;
        if (index >= 0 && ring.at(index) instanceof PackedRun around && around.spans(seq)) {
            run = around;
            run.add(seq, message);
        } else if (before >= 0 && ring.at(before) instanceof PackedRun last && last.reaches(seq)) {
            run = last;
            run.append(seq, message);
        } else {
            run = new PackedRun(seq);
            run.append(seq, message);
            ring.insert(before + 1, run);
        }
        run.count(ledger);
        size++;
        packed++;
        bytes += message.bodySize();
        return run;
    }

    /** Removes the message with this number; false if there is none. */
    boolean remove(long seq) {
        int index = ring.indexFor(seq);
        if (index < 0) {
            return false;
        }
        if (ring.at(index) instanceof PackedRun run) {
            return run.has(seq) && unpacked(index, run, run.remove(seq));
        }
        ReadyChunk chunk = (ReadyChunk) ring.at(index);
        int at = chunk.find(seq);
        if (at < 0) {
            return false;
        }
        bytes -= chunk.message(at).bodySize();
        size--;
        chunk.remove(at);
        if (chunk.isEmpty()) {
            ring.remove(index);
        }
        return true;
    }

    /** A message that counted for so many octets has left its run. */
    private boolean unpacked(int index, PackedRun run, long octets) {
        bytes -= octets;
        size--;
        packed--;
        if (run.count() == 0) {
            run.release(ledger);
            ring.remove(index);
        }
        return true;
    }

    /** The lowest number of a message that is at least {@code seq}; -1 if there is none. */
    long firstFrom(long seq) {
        int index = ring.indexFor(seq);
        if (index < 0) {
            return -1;
        }
        if (ring.at(index) instanceof PackedRun run) {
            return run.from(seq);
        }
        ReadyChunk chunk = (ReadyChunk) ring.at(index);
        return chunk.seq(chunk.firstAt(seq));
    }

    /** Whether the message with this number is here. */
    boolean has(long seq) {
        return firstFrom(seq) == seq;
    }

    /** The message with this number, or what is known of it while it is packed; null if it is not here. */
    @Nullable
    MessageRef find(long seq) {
        int index = ring.indexFor(seq);
        if (index < 0) {
            return null;
        }
        if (ring.at(index) instanceof PackedRun run) {
            return run.has(seq) ? run.message(seq) : null;
        }
        ReadyChunk chunk = (ReadyChunk) ring.at(index);
        int at = chunk.find(seq);
        return at < 0 ? null : chunk.message(at);
    }

    /** A packed message came back to memory; false if it is gone meanwhile. */
    boolean attach(Entry entry) {
        int index = ring.indexFor(entry.seq());
        if (index < 0 || !(ring.at(index) instanceof PackedRun run) || !run.has(entry.seq())) {
            return false;
        }
        boolean first = run.first() == entry.seq();
        unpacked(index, run, run.remove(entry.seq(), entry.message()));
        if (first) {
            run.publishedFrom(entry.message().publishedAtMillis());
        }
        insert(entry, 0);
        return true;
    }

    /** Calls {@code visitor} with the number of every message below {@code end}, in order. */
    void numbersBelow(long end, LongConsumer visitor) {
        for (long seq = firstFrom(0); seq >= 0 && seq < end; seq = firstFrom(seq + 1)) {
            visitor.accept(seq);
        }
    }

    long lastSeq() {
        return ring.at(ring.count() - 1).last();
    }

    /** The first chunk that reaches up to {@code seq}; null if there is none. */
    @Nullable
    ReadyChunk chunkFrom(long seq) {
        int index = ring.indexFor(seq);
        for (int i = index; i >= 0 && i < ring.count(); i++) {
            if (ring.at(i) instanceof ReadyChunk chunk) {
                return chunk;
            }
        }
        return null;
    }

    /** How the messages stand; they are packed by {@link #pack} alone. */
    ReadyRing ring() {
        return ring;
    }

    /** The messages of this chunk, which are these, are on disk: in the journal or, if there are {@code locations}, there. */
    void pack(ReadyChunk chunk, List<Message> messages, long @Nullable [] locations) {
        int index = ring.indexOf(chunk);
        List<PackedRun> runs = PackedRun.of(chunk, messages, locations);
        packed += chunk.count();
        runs.forEach(run -> run.count(ledger));
        ring.set(index, runs.get(0));
        for (int i = 1; i < runs.size(); i++) {
            ring.insert(index + i, runs.get(i));
        }
        joinWithNext(index + runs.size() - 1);
        joinWithNext(index - 1);
    }

    /** Makes one run of two neighbours, if both are runs and their numbers are not too many for one. */
    private void joinWithNext(int index) {
        if (index >= 0
                && index + 1 < ring.count()
                && ring.at(index) instanceof PackedRun run
                && ring.at(index + 1) instanceof PackedRun next
                && run.joins(next)) {
            run.join(next);
            run.count(ledger);
            next.release(ledger);
            ring.remove(index + 1);
        }
    }

    /** Empties it and returns what was here. */
    ReadyRing clear() {
        ReadyRing was = ring;
        ring = new ReadyRing();
        spare = null;
        size = 0;
        packed = 0;
        bytes = 0;
        return was;
    }

    /** What is known of a ready message in memory. */
    record Entry(long seq, int deliveries, Message message) {
        /** In {@code deliveries}: the message was delivered before; the bits below count how often it came back. */
        static final int REDELIVERED = 1 << 30;
    }
}
