package io.leveret.core.queue;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** Joins the sequence numbers of a queue's ready messages into ranges, so that a purge of many millions is a few records. Owner: core. */
final class SettledRanges {
    private static final int BLOCK = 4_096;

    private final Queue queue;
    private final TreeMap<Long, BitSet> blocks = new TreeMap<>();
    private long first;
    private long last = -1;

    private SettledRanges(Queue queue) {
        this.queue = queue;
    }

    /**
     * Records that all of these are settled. A range may span numbers that the journal does not have; from {@code free} on also any that are not ready, as
     * nobody has them.
     */
    static void record(Queue queue, ReadyLevels ready, long free) {
        if (!queue.settings().durable() || ready.isEmpty()) {
            return;
        }
        SettledRanges ranges = new SettledRanges(queue);
        long freeFirst = Long.MAX_VALUE;
        long freeLast = -1;
        for (int i = 0; i < ready.levelCount(); i++) {
            ReadyMessages level = ready.fromTop(i);
            if (level != null && !level.isEmpty()) {
                level.numbersBelow(free, ranges::add);
                long from = level.firstFrom(free);
                freeFirst = from < 0 ? freeFirst : Math.min(freeFirst, from);
                freeLast = from < 0 ? freeLast : Math.max(freeLast, level.lastSeq());
            }
        }
        ranges.recordBlocks();
        if (freeLast >= 0) {
            ranges.record(freeFirst, freeLast);
        }
        ranges.end();
    }

    private void add(long seq) {
        blocks.computeIfAbsent(seq / BLOCK, any -> new BitSet(BLOCK)).set((int) (seq % BLOCK));
    }

    private void recordBlocks() {
        for (Map.Entry<Long, BitSet> block : blocks.entrySet()) {
            long base = block.getKey() * BLOCK;
            BitSet numbers = block.getValue();
            for (int from = numbers.nextSetBit(0); from >= 0; ) {
                int end = numbers.nextClearBit(from);
                record(base + from, base + end - 1);
                from = numbers.nextSetBit(end);
            }
        }
    }

    private void record(long from, long to) {
        if (last < 0 || from > last + 1) {
            end();
            first = from;
        }
        last = to;
    }

    private void end() {
        if (last >= 0) {
            queue.journalRange(first, last);
        }
        last = -1;
    }
}
