package io.leveret.core.queue;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a queue's ready messages in the order of their delivery, as far as they are ready when it begins. Whole stretches are passed over by
 * their counts. The queue may change between two steps: it goes on behind the last number it gave. Owner: core.
 */
final class ReadyCursor implements LookOrder {
    /** Stretches passed over in one step. */
    private static final int STEP = 4_096;

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
        long[] found = new long[most];
        int count = 0;
        for (int i = 0; i < STEP && count < most && !isAtEnd(); i++) {
            Stretch stretch = nextStretch();
            if (stretch != null) {
                count += numbers(stretch, found, count);
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** The stretch with the next number of this level; null if there is none that is wanted, and the next level is to be looked at. */
    private @Nullable Stretch nextStretch() {
        ReadyMessages messages = ready.fromTop(level);
        int index = messages == null ? -1 : messages.ring().indexFor(from);
        if (messages == null || index < 0 || messages.ring().at(index).first() > last) {
            nextLevel();
            return null;
        }
        if (from == 0 && messages.size() <= toPass) {
            toPass -= messages.size();
            nextLevel();
            return null;
        }
        return messages.ring().at(index);
    }

    private void nextLevel() {
        level++;
        from = 0;
    }

    /** Passes over what is to be passed over of a stretch, and writes numbers of the rest into the array as far as it has room; returns how many. */
    private int numbers(Stretch stretch, long[] into, int at) {
        int before = countBelow(stretch, from);
        int here = stretch.count() - before;
        if (here <= toPass) {
            toPass -= here;
            from = stretch.last() + 1;
            return 0;
        }
        long[] numbers = numbers(stretch, before + (int) toPass, into.length - at);
        toPass = 0;
        from = numbers[numbers.length - 1] + 1;
        int wanted = numbers.length;
        while (wanted > 0 && numbers[wanted - 1] > last) {
            wanted--; // it came later
        }
        System.arraycopy(numbers, 0, into, at, wanted);
        return wanted;
    }

    private static int countBelow(Stretch stretch, long seq) {
        if (seq <= stretch.first()) {
            return 0;
        }
        return stretch instanceof ReadyChunk chunk
                ? chunk.firstAt(seq) - chunk.from
                : ((PackedRun) stretch).countBelow(seq);
    }

    private static long[] numbers(Stretch stretch, int rank, int most) {
        if (stretch instanceof ReadyChunk chunk) {
            long[] numbers = new long[Math.min(most, chunk.count() - rank)];
            Arrays.setAll(numbers, i -> chunk.seq(chunk.from + rank + i));
            return numbers;
        }
        return ((PackedRun) stretch).numbers(rank, most);
    }

    @Override
    public boolean isAtEnd() {
        return level == ready.levelCount();
    }
}
