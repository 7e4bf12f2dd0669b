package io.leveret.core.queue;

import io.leveret.core.journal.StoredRun;
import io.leveret.core.message.Message;
import io.leveret.core.message.MessageRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Ready messages of one priority that are on disk and not in memory: a bit each, for at most {@link StoredRun#NUMBERS} sequence numbers. Where any of them
 * has a moment of its own, moments and sizes stand beside; where they were paged out, their locations. Owner: core.
 */
final class PackedRun implements Stretch {
    private static final int SOME = 16;

    /** Octets of heap that a run takes beside its bits and numbers. */
    private static final int OVERHEAD = 192;

    private final long base;
    private final BitSet live;
    private int count;
    private long bytes;
    private long firstPublishedAt;
    private long lastPublishedAt;
    /** These have an element for each live message, in ascending order, and perhaps room behind. */
    private long @Nullable [] deadlines;

    private long @Nullable [] sizes;
    private long @Nullable [] locations;
    private long counted;

    /** Without messages; the first to be added is not below {@code base}. */
    PackedRun(long base) {
        this(base, new BitSet());
    }

    private PackedRun(long base, BitSet live) {
        this.base = base;
        this.live = live;
        this.firstPublishedAt = Long.MAX_VALUE;
    }

    /** What recovery found. */
    static PackedRun of(StoredRun stored) {
        PackedRun run = new PackedRun(stored.base(), BitSet.valueOf(stored.live()));
        run.count = run.live.cardinality();
        run.bytes = stored.bodyBytes();
        run.firstPublishedAt = stored.firstPublishedAtMillis();
        run.lastPublishedAt = Long.MAX_VALUE;
        run.deadlines = stored.deadlines() == null ? null : stored.deadlines().clone();
        run.sizes = stored.sizes() == null ? null : stored.sizes().clone();
        return run;
    }

    /**
     * The messages of a chunk, which are on disk: in the journal or, if there are {@code locations}, there. Mostly they are one run; their numbers may be far
     * apart, as those between are of another priority or have left.
     */
    static List<PackedRun> of(ReadyChunk chunk, List<Message> messages, long @Nullable [] locations) {
        List<PackedRun> runs = new ArrayList<>(1);
        for (int at = chunk.from; at < chunk.to; ) {
            PackedRun run = new PackedRun(chunk.seq(at));
            int begin = at;
            for (; at < chunk.to && run.reaches(chunk.seq(at)); at++) {
                run.append(chunk.seq(at), messages.get(at - chunk.from));
            }
            run.locations =
                    locations == null ? null : Arrays.copyOfRange(locations, begin - chunk.from, at - chunk.from);
            runs.add(run);
        }
        return runs;
    }

    /** Tells the ledger what the run holds of the heap since it was last told. */
    void count(MemoryLedger ledger) {
        long now = octets();
        ledger.packed(now - counted);
        counted = now;
    }

    /** What it holds of the heap. */
    long octets() {
        return OVERHEAD + live.size() / Byte.SIZE + octets(deadlines) + octets(sizes) + octets(locations);
    }

    private static long octets(long @Nullable [] array) {
        return array == null ? 0 : (long) array.length * Long.BYTES;
    }

    /** The run is gone. */
    void release(MemoryLedger ledger) {
        ledger.packed(-counted);
        counted = 0;
    }

    /** Whether the numbers from here to {@code seq} are not too many for one run. */
    boolean reaches(long seq) {
        return seq - base < StoredRun.NUMBERS;
    }

    /** Adds a message whose number is above all others, and which was not taken before them. */
    void append(long seq, MessageRef message) {
        if (!reaches(seq)) {
            throw new IllegalStateException("message " + seq + " is too far from " + base);
        }
        boolean timed = message.deadlineMillis() != MessageRef.NO_DEADLINE;
        if (timed || deadlines != null) {
            ensureTimes();
            deadlines = put(deadlines, message.deadlineMillis());
            sizes = put(sizes, message.bodySize());
        }
        live.set((int) (seq - base));
        count++;
        bytes += message.bodySize();
        firstPublishedAt = Math.min(firstPublishedAt, message.publishedAtMillis());
        lastPublishedAt = Math.max(lastPublishedAt, message.publishedAtMillis());
    }

    /** Adds a message wherever its number belongs, which is not below the first that this run can have. */
    void add(long seq, MessageRef message) {
        int bit = (int) (seq - base);
        if (live.get(bit)) {
            throw new IllegalStateException("message " + seq + " is already ready");
        }
        int rank = live.get(0, bit).cardinality();
        append(seq, message);
        moveLast(deadlines, rank);
        moveLast(sizes, rank);
        endUnknown();
    }

    /** Messages came in between of which nobody knows when they were taken. */
    void endUnknown() {
        lastPublishedAt = Long.MAX_VALUE;
    }

    private void moveLast(long @Nullable [] array, int rank) {
        if (array != null) {
            long last = array[count - 1];
            System.arraycopy(array, rank, array, rank + 1, count - 1 - rank);
            array[rank] = last;
        }
    }

    /** Whether the number may belong to this run. */
    boolean spans(long seq) {
        return seq >= base && reaches(seq);
    }

    private long[] put(long @Nullable [] array, long value) {
        long[] grown = array == null ? new long[SOME] : array;
        if (count >= grown.length) {
            grown = Arrays.copyOf(grown, Math.max(SOME, Math.min(StoredRun.NUMBERS, 2 * count)));
        }
        grown[count] = value;
        return grown;
    }

    /** From now on each has a moment and a size; of those that had none the average is what is known. */
    private void ensureTimes() {
        if (deadlines == null) {
            long[] moments = new long[count];
            Arrays.fill(moments, MessageRef.NO_DEADLINE);
            long[] octets = new long[count];
            for (int i = 0; i < count; i++) {
                octets[i] = share(i);
            }
            deadlines = moments;
            sizes = octets;
        }
    }

    /** What counts as the size of the message at this place if it is not known. */
    private long share(int rank) {
        long average = bytes / count;
        return rank == 0 ? bytes - (count - 1) * average : average;
    }

    /** Whether the next run can be a part of this one. */
    boolean joins(PackedRun next) {
        return reaches(next.last()) && (locations == null) == (next.locations == null);
    }

    /** Takes over the next run's messages. */
    void join(PackedRun next) {
        if (deadlines != null || next.deadlines != null) {
            ensureTimes();
            next.ensureTimes();
        }
        deadlines = joined(deadlines, next.deadlines, next.count);
        sizes = joined(sizes, next.sizes, next.count);
        locations = joined(locations, next.locations, next.count);
        next.numbers(seq -> live.set((int) (seq - base)));
        count += next.count;
        bytes += next.bytes;
        firstPublishedAt = Math.min(firstPublishedAt, next.firstPublishedAt);
        lastPublishedAt = Math.max(lastPublishedAt, next.lastPublishedAt);
    }

    private long @Nullable [] joined(long @Nullable [] own, long @Nullable [] others, int more) {
        if (own == null || others == null) {
            return null;
        }
        long[] all = Arrays.copyOf(own, count + more);
        System.arraycopy(others, 0, all, count, more);
        return all;
    }

    @Override
    public long first() {
        return base + live.nextSetBit(0);
    }

    @Override
    public long last() {
        return base + live.length() - 1;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public long firstPublishedAt() {
        return firstPublishedAt;
    }

    /** When the last of them was taken at the latest; {@link Long#MAX_VALUE} if that is not known. */
    long lastPublishedAt() {
        return lastPublishedAt;
    }

    /** The messages before have left: none that is here was taken earlier than this. */
    void publishedFrom(long millis) {
        firstPublishedAt = Math.max(firstPublishedAt, millis);
    }

    long bytes() {
        return bytes;
    }

    /** Where its messages were paged out to, in ascending order of their numbers; null if the journal has them. */
    long @Nullable [] locations() {
        return locations == null ? null : Arrays.copyOf(locations, count);
    }

    boolean isPagedOut() {
        return locations != null;
    }

    boolean has(long seq) {
        return seq >= base && seq - base < StoredRun.NUMBERS && live.get((int) (seq - base));
    }

    /** How many have a number below this one. */
    int countBelow(long seq) {
        return seq <= base
                ? 0
                : live.get(0, (int) Math.min(StoredRun.NUMBERS, seq - base)).cardinality();
    }

    /** The numbers of at most so many, without the first {@code rank}. */
    long[] numbers(int rank, int most) {
        long[] found = new long[Math.min(most, count - rank)];
        int bit = live.nextSetBit(0);
        for (int i = 0; i < rank; i++) {
            bit = live.nextSetBit(bit + 1);
        }
        for (int i = 0; i < found.length; i++) {
            found[i] = base + bit;
            bit = live.nextSetBit(bit + 1);
        }
        return found;
    }

    /** Calls {@code visitor} with each number, in order. */
    void numbers(LongConsumer visitor) {
        for (int bit = live.nextSetBit(0); bit >= 0; bit = live.nextSetBit(bit + 1)) {
            visitor.accept(base + bit);
        }
    }

    /** Writes the first numbers, at most so many, into an array from {@code at} on; returns how many. */
    int firstNumbers(int most, long[] into, int at) {
        int end = at;
        for (int bit = live.nextSetBit(0); bit >= 0 && end - at < most; bit = live.nextSetBit(bit + 1)) {
            into[end++] = base + bit;
        }
        return end - at;
    }

    /** As {@link #firstNumbers}, for the locations of messages that were paged out. */
    void firstLocations(int many, long[] into, int at) {
        if (locations != null) {
            System.arraycopy(locations, 0, into, at, many);
        }
    }

    /** The lowest number that is at least {@code seq}; above {@link #last} if there is none. */
    long from(long seq) {
        int bit = live.nextSetBit((int) Math.max(0, seq - base));
        return bit < 0 ? last() + 1 : base + bit;
    }

    /** What is known of the message with this number, which is here. */
    PackedMessage message(long seq) {
        int rank = rank(seq);
        return new PackedMessage(
                size(rank),
                firstPublishedAt,
                deadlines == null ? MessageRef.NO_DEADLINE : deadlines[rank],
                locations == null ? 0 : locations[rank]);
    }

    private long size(int rank) {
        return sizes == null ? share(rank) : sizes[rank];
    }

    /** How many are before the one with this number; without anything beside the bits all that matters is whether it is the first. */
    private int rank(long seq) {
        int bit = (int) (seq - base);
        int first = live.nextSetBit(0);
        if (bit == first) {
            return 0;
        }
        return deadlines == null && locations == null ? 1 : live.get(first, bit).cardinality();
    }

    /** Removes the message with this number, which is here; returns the octets that counted for it. */
    long remove(long seq) {
        return remove(seq, size(rank(seq)));
    }

    /** Removes a message that turned out to have this size; returns the octets that counted for it here. */
    long remove(long seq, Message message) {
        return remove(seq, sizes == null ? Math.min(bytes, message.bodySize()) : size(rank(seq)));
    }

    private long remove(long seq, long octets) {
        int rank = rank(seq);
        long counted = count == 1 ? bytes : octets;
        deadlines = without(deadlines, rank);
        sizes = without(sizes, rank);
        locations = without(locations, rank);
        live.clear((int) (seq - base));
        count--;
        bytes -= counted;
        return counted;
    }

    private long @Nullable [] without(long @Nullable [] array, int rank) {
        if (array != null) {
            System.arraycopy(array, rank + 1, array, rank, count - rank - 1);
        }
        return array;
    }

    /** Moves the messages with numbers from {@code seq} on, which are not all, into a run of their own. */
    PackedRun split(long seq) {
        int bit = (int) (seq - base);
        int kept = live.get(0, bit).cardinality();
        PackedRun upper = new PackedRun(seq, live.get(bit, live.length()));
        upper.count = count - kept;
        upper.deadlines = upper(deadlines, kept);
        upper.sizes = upper(sizes, kept);
        upper.locations = upper(locations, kept);
        upper.bytes = sizes == null
                ? bytes / count * upper.count
                : Arrays.stream(sizes, kept, count).sum();
        upper.firstPublishedAt = firstPublishedAt;
        upper.lastPublishedAt = lastPublishedAt;
        live.clear(bit, live.length());
        bytes -= upper.bytes;
        count = kept;
        return upper;
    }

    private long @Nullable [] upper(long @Nullable [] array, int kept) {
        return array == null ? null : Arrays.copyOfRange(array, kept, count);
    }
}
