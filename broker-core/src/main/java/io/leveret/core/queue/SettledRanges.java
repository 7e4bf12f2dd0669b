package io.leveret.core.queue;

/** Joins ascending sequence numbers into ranges, so that a purge of a million messages is a few records. Owner: core. */
final class SettledRanges {
    private final Queue queue;
    private long first;
    private long last;
    private boolean open;

    SettledRanges(Queue queue) {
        this.queue = queue;
    }

    void add(long seq) {
        if (open && seq == last + 1) {
            last = seq;
            return;
        }
        end();
        first = seq;
        last = seq;
        open = true;
    }

    void end() {
        if (open) {
            queue.journalRange(first, last);
            open = false;
        }
    }
}
