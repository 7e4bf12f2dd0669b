package io.leveret.core.queue;

import io.leveret.core.message.Message;

/** Joins ascending sequence numbers into ranges, so that a purge of a million messages is a few records. Owner: core. */
final class SettledRanges {
    private final Queue queue;
    private long first;
    private long last;
    private boolean open;

    private SettledRanges(Queue queue) {
        this.queue = queue;
    }

    /** Records that all of these, as far as the journal has them, are settled. */
    static void record(Queue queue, ReadyLevels messages) {
        SettledRanges ranges = new SettledRanges(queue);
        messages.forEach((seq, ref) -> {
            if (!(ref instanceof Message message) || queue.stores(message)) {
                ranges.add(seq);
            }
        });
        ranges.end();
    }

    private void add(long seq) {
        if (open && seq == last + 1) {
            last = seq;
            return;
        }
        end();
        first = seq;
        last = seq;
        open = true;
    }

    private void end() {
        if (open) {
            queue.journalRange(first, last);
            open = false;
        }
    }
}
