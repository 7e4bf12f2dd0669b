package io.leveret.core.queue;

import io.leveret.core.message.Message;
import java.util.Arrays;

/** Joins sequence numbers into ranges, so that a purge of a million messages is a few records. Owner: core. */
final class SettledRanges {
    private final Queue queue;
    private long first;
    private long last;
    private boolean stored;
    private boolean open;

    private SettledRanges(Queue queue) {
        this.queue = queue;
    }

    /** Records that all of these, as far as the journal has them, are settled: a range may span numbers that it does not have. */
    static void record(Queue queue, ReadyLevels messages) {
        if (!queue.settings().durable()) {
            return;
        }
        long[] numbers = new long[messages.size()]; // with a bit that tells whether the journal has it
        int[] count = new int[1];
        messages.forEach((seq, ref) -> {
            boolean kept = !(ref instanceof Message message) || queue.stores(message);
            numbers[count[0]++] = seq << 1 | (kept ? 1 : 0);
        });
        Arrays.sort(numbers); // they come by priority
        SettledRanges ranges = new SettledRanges(queue);
        for (long number : numbers) {
            ranges.add(number >>> 1, (number & 1) != 0);
        }
        ranges.end();
    }

    private void add(long seq, boolean kept) {
        if (!open || seq != last + 1) {
            end();
            first = seq;
            open = true;
            stored = false;
        }
        last = seq;
        stored |= kept;
    }

    private void end() {
        if (open && stored) {
            queue.journalRange(first, last);
        }
        open = false;
    }
}
