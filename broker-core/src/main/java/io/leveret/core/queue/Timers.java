package io.leveret.core.queue;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Who wants to be called when. Nothing is ever taken out: who is called too early, or twice, looks and sees that there is nothing to do.
 * Owner: core.
 */
public final class Timers {
    /** No moment. */
    public static final long NEVER = Long.MAX_VALUE;

    private final PriorityQueue<Entry> waiting = new PriorityQueue<>(Comparator.comparingLong(Entry::dueMillis));

    private record Entry(long dueMillis, Timed timed) {}

    public void at(long dueMillis, Timed timed) {
        waiting.add(new Entry(dueMillis, timed));
    }

    /** When the first is due; {@link #NEVER} if nobody waits. */
    public long next() {
        Entry first = waiting.peek();
        return first == null ? NEVER : first.dueMillis();
    }

    /** The first whose moment has come, taken out; or null. */
    public @org.jspecify.annotations.Nullable Timed poll(long nowMillis) {
        Entry first = waiting.peek();
        if (first == null || first.dueMillis() > nowMillis) {
            return null;
        }
        waiting.remove();
        return first.timed();
    }
}
