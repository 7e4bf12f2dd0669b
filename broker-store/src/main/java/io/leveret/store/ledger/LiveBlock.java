package io.leveret.store.ledger;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.MessageRef;
import io.leveret.store.batch.Location;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which of up to {@value #SPAN} neighbouring sequence numbers of a queue are live: a bit for each. All of them lie in one file. In a journal file the
 * block knows where; a cold file has an index of its own. A block keeps its first number as its name in the queue, wherever it moves. Owner: journal writer.
 */
public final class LiveBlock {
    /** The most numbers that a block reaches over. */
    public static final int SPAN = 4096;

    private static final int[] NOWHERE = new int[0];

    private final long queueId;
    private final long base;
    private Home home;
    private long[] words;
    private int live;
    /** In a journal file: where the message of each bit lies, in units of 8 octets. */
    private int[] places;
    /** In a journal file, if any message has one: the moment that each waits for. */
    private long @Nullable [] deadlines;
    /** Its home has it among its blocks. */
    private boolean listed;
    /** In a cold file: octets of a message's entry, on average. */
    private long entryOctets;

    LiveBlock(long queueId, long base, JournalFile home) {
        this.queueId = queueId;
        this.base = base;
        this.home = home;
        this.words = new long[1];
        this.places = new int[8];
    }

    /** A block of a cold file, as a snapshot has it. */
    LiveBlock(Snapshot.ColdBlock block, ColdFile home) {
        this.queueId = block.queueId();
        this.base = block.base();
        this.home = home;
        this.entryOctets = block.entryOctets();
        long[] words = block.words();
        this.words = words.clone();
        this.places = NOWHERE;
        for (long word : words) {
            live += Long.bitCount(word);
        }
        home.addLive(live, this);
    }

    public long queueId() {
        return queueId;
    }

    /** The number of the first bit. */
    public long base() {
        return base;
    }

    public Home home() {
        return home;
    }

    public int live() {
        return live;
    }

    boolean isListed() {
        return listed;
    }

    void listed(boolean isListed) {
        listed = isListed;
    }

    long entryOctets() {
        return entryOctets;
    }

    boolean isDead() {
        return live == 0;
    }

    /** A copy of the bits. */
    public long[] words() {
        int used = words.length;
        while (used > 0 && words[used - 1] == 0) {
            used--;
        }
        return Arrays.copyOf(words, used);
    }

    Snapshot.ColdBlock snapshot(ColdFile file) {
        return new Snapshot.ColdBlock(file.number(), queueId, base, entryOctets, words());
    }

    /** In a journal file: a copy of the moments that the messages wait for, null if none has one. */
    public long @Nullable [] deadlines() {
        return deadlines == null ? null : deadlines.clone();
    }

    /** In a journal file: a copy of the places, one for each bit, in units of 8 octets. */
    public int[] places() {
        return places.clone();
    }

    boolean reaches(long seq) {
        return seq >= base && seq < base + SPAN;
    }

    public boolean isLive(long seq) {
        long bit = seq - base;
        return bit >= 0 && bit >>> 6 < words.length && (words[(int) (bit >>> 6)] & 1L << bit) != 0;
    }

    /** Where the journal has a live message of this block; 0 if the block is in a cold file. */
    public long location(long seq) {
        return !(home instanceof JournalFile)
                ? 0
                : Location.of(((JournalFile) home).seq(), (long) places[(int) (seq - base)] << 3);
    }

    void set(long seq, long location, long deadlineMillis) {
        int bit = (int) (seq - base);
        if (bit >>> 6 >= words.length) {
            words = Arrays.copyOf(words, Math.max(2 * words.length, (bit >>> 6) + 1));
        }
        if (bit >= places.length) {
            places = Arrays.copyOf(places, Math.min(SPAN, Math.max(2 * places.length, bit + 1)));
        }
        words[bit >>> 6] |= 1L << bit;
        places[bit] = (int) (Location.offset(location) >>> 3);
        if (deadlineMillis != MessageRef.NO_DEADLINE || deadlines != null) {
            deadline(bit, deadlineMillis);
        }
        live++;
        home.addLive(1, this);
    }

    private void deadline(int bit, long deadlineMillis) {
        long[] known = deadlines == null ? new long[0] : deadlines;
        if (bit >= known.length) {
            int before = known.length;
            known = Arrays.copyOf(known, Math.min(SPAN, Math.max(2 * before, bit + 1)));
            Arrays.fill(known, before, known.length, MessageRef.NO_DEADLINE);
        }
        known[bit] = deadlineMillis;
        deadlines = known;
    }

    /** The moment that a live message of the journal waits for. */
    public long deadline(long seq) {
        long[] known = deadlines;
        int bit = (int) (seq - base);
        return known == null || bit >= known.length ? MessageRef.NO_DEADLINE : known[bit];
    }

    /** Clears the numbers from {@code first} to {@code last}. */
    void clear(long first, long last) {
        int cleared = 0;
        for (int word = firstWord(first), end = lastWord(last); word <= end; word++) {
            long mask = mask(word, first, last);
            cleared += Long.bitCount(words[word] & mask);
            words[word] &= ~mask;
        }
        if (cleared > 0) {
            live -= cleared;
            home.addLive(-cleared, this);
        }
    }

    /** Its messages are given up. */
    public void settleAll(Ledger ledger) {
        BitSet lost = BitSet.valueOf(words());
        for (int bit = lost.nextSetBit(0); bit >= 0; bit = lost.nextSetBit(bit + 1)) {
            ledger.apply(new JournalRecord.Settle(queueId, base + bit, base + bit));
        }
    }

    int count(long first, long last) {
        int count = 0;
        for (int word = firstWord(first), end = lastWord(last); word <= end; word++) {
            count += Long.bitCount(words[word] & mask(word, first, last));
        }
        return count;
    }

    /** Its live messages lie in this cold file now. */
    void moveTo(ColdFile cold, long averageEntry) {
        home.addLive(-live, this);
        home = cold;
        entryOctets = averageEntry;
        places = NOWHERE;
        deadlines = null;
        listed = false;
        home.addLive(live, this);
    }

    private int firstWord(long first) {
        long bit = Math.max(0, first - base);
        return (int) Math.min(words.length, bit >>> 6);
    }

    private int lastWord(long last) {
        return last < base ? -1 : (int) Math.min(words.length - 1L, (last - base) >>> 6);
    }

    /** The bits of a word that lie in the range. */
    private long mask(int word, long first, long last) {
        long start = base + 64L * word;
        long mask = -1L;
        if (first > start) {
            mask &= -1L << (first - start); // at most 63: the word was chosen so
        }
        if (last < start + 63) {
            mask &= -1L >>> (start + 63 - last);
        }
        return mask;
    }
}
