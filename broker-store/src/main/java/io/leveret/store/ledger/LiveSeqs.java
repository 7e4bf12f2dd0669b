package io.leveret.store.ledger;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which sequence numbers of one queue are live, and in which journal file each lies: a bit for each, in blocks of up to {@value #SPAN}
 * numbers of one file. Numbers are added in ascending order, as a queue gives them out. Settling what isn't live changes nothing, so
 * ranges may span gaps (messages that were never written). Each file's count of live messages is kept exactly: one up for a bit set, one
 * down for a bit cleared. Owner: journal writer.
 */
final class LiveSeqs {
    private static final int SPAN = 4096;

    /** By first number; a block with no bit set is removed, unless it is the newest and may still grow. */
    private final TreeMap<Long, Block> blocks = new TreeMap<>();

    private @Nullable Block newest;

    void add(long seq, JournalFile file) {
        Block block = newest;
        if (block == null || block.file != file || seq >= block.base + SPAN) {
            if (block != null && block.live == 0) {
                blocks.remove(block.base);
            }
            block = new Block(seq, file);
            newest = block;
            blocks.put(seq, block);
        }
        block.set(seq);
        file.addLive(1);
    }

    /** Clears the numbers from {@code first} to {@code last}. */
    void settle(long first, long last) {
        Block tail = newest;
        if (tail != null && tail.base <= first) {
            clear(tail, first, last); // the usual case: a consumer that keeps up
            return;
        }
        Iterator<Block> inRange = range(first, last).values().iterator();
        while (inRange.hasNext()) {
            Block block = inRange.next();
            clear(block, first, last);
            if (block.live == 0 && block != newest) {
                inRange.remove();
            }
        }
    }

    boolean anyLive(long first, long last) {
        for (Block block : range(first, last).values()) {
            if (block.count(first, last) > 0) {
                return true;
            }
        }
        return false;
    }

    boolean isLive(long seq) {
        return anyLive(seq, seq);
    }

    private static void clear(Block block, long first, long last) {
        int cleared = block.clear(first, last);
        block.file.addLive(-cleared);
    }

    /** The blocks that may hold numbers of this range. */
    private NavigableMap<Long, Block> range(long first, long last) {
        if (last < first) {
            return new TreeMap<>();
        }
        Map.Entry<Long, Block> floor = blocks.floorEntry(first);
        return blocks.subMap(floor == null ? first : floor.getKey(), true, last, true);
    }

    private static final class Block {
        final long base;
        final JournalFile file;
        long[] words = new long[1];
        int live;

        Block(long base, JournalFile file) {
            this.base = base;
            this.file = file;
        }

        void set(long seq) {
            int bit = (int) (seq - base);
            if (bit >>> 6 >= words.length) {
                words = Arrays.copyOf(words, Math.max(2 * words.length, (bit >>> 6) + 1));
            }
            words[bit >>> 6] |= 1L << bit;
            live++;
        }

        int clear(long first, long last) {
            int cleared = 0;
            for (int word = firstWord(first), end = lastWord(last); word <= end; word++) {
                long mask = mask(word, first, last);
                cleared += Long.bitCount(words[word] & mask);
                words[word] &= ~mask;
            }
            live -= cleared;
            return cleared;
        }

        int count(long first, long last) {
            int count = 0;
            for (int word = firstWord(first), end = lastWord(last); word <= end; word++) {
                count += Long.bitCount(words[word] & mask(word, first, last));
            }
            return count;
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
}
