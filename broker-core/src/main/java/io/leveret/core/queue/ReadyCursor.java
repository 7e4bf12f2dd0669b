package io.leveret.core.queue;

import java.util.Arrays;

/**
 * Goes through a queue's ready messages in the order of their delivery, as far as they are ready when it begins. Whole stretches are passed over by
 * their counts. The queue may change between two steps: it goes on behind the last number it gave. Owner: core.
 */
final class ReadyCursor implements LookOrder {
    /** Stretches passed over in one step. */
    private static final int STEP = 4_096;

    private static final long[] NONE = {};

    private final ReadyLevels ready;
    private final long last;
    private long toPass;
    private int level;
    /** Of the messages in this level those from this number on are to come. */
    private long from;

    /** Passes over so many messages first. */
    ReadyCursor(ReadyLevels ready, long toPass) {
        this.ready = ready;
        this.toPass = toPass;
        this.last = ready.lastSeq();
    }

    @Override
    public long[] next(int most) {
        for (int i = 0; i < STEP && !isAtEnd(); i++) {
            ReadyMessages messages = ready.fromTop(level);
            int index = messages == null ? -1 : messages.ring().indexFor(from);
            if (messages == null || index < 0 || messages.ring().at(index).first() > last) {
                nextLevel();
            } else if (from == 0 && messages.size() <= toPass) {
                toPass -= messages.size();
                nextLevel();
            } else {
                Stretch stretch = messages.ring().at(index);
                int before = countBelow(stretch, from);
                if (stretch.count() - before > toPass) {
                    return numbers(stretch, before + (int) toPass, most);
                }
                toPass -= stretch.count() - before;
                from = stretch.last() + 1;
            }
        }
        return NONE;
    }

    private void nextLevel() {
        level++;
        from = 0;
    }

    private static int countBelow(Stretch stretch, long seq) {
        if (seq <= stretch.first()) {
            return 0;
        }
        return stretch instanceof ReadyChunk chunk
                ? chunk.firstAt(seq) - chunk.from
                : ((PackedRun) stretch).countBelow(seq);
    }

    private long[] numbers(Stretch stretch, int rank, int most) {
        long[] numbers;
        if (stretch instanceof ReadyChunk chunk) {
            numbers = new long[Math.min(most, chunk.count() - rank)];
            Arrays.setAll(numbers, i -> chunk.seq(chunk.from + rank + i));
        } else {
            numbers = ((PackedRun) stretch).numbers(rank, most);
        }
        toPass = 0;
        from = numbers[numbers.length - 1] + 1;
        return Arrays.stream(numbers).filter(seq -> seq <= last).toArray();
    }

    @Override
    public boolean isAtEnd() {
        return level == ready.levelCount();
    }
}
