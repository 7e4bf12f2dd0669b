package io.leveret.core.queue;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Who wants to be called when: a heap in which each timer knows its place, so that what is not wanted any more leaves at once. Owner: core. */
public final class Timers {
    /** No moment. */
    public static final long NEVER = Long.MAX_VALUE;

    static final int UNSET = -1;

    private @Nullable Timer[] heap = new @Nullable Timer[16];
    private int size;

    /** Sets the timer, or moves it. */
    public void set(Timer timer, long dueMillis) {
        timer.dueMillis = dueMillis;
        if (!timer.isSet()) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            timer.slot = size;
            heap[size++] = timer;
        }
        up(timer);
        down(timer);
    }

    /** The timer is not wanted any more; it need not be set. */
    public void cancel(Timer timer) {
        if (!timer.isSet()) {
            return;
        }
        int hole = timer.slot;
        timer.slot = UNSET;
        Timer last = at(--size);
        heap[size] = null;
        if (last != timer) {
            put(last, hole);
            up(last);
            down(last);
        }
    }

    /** When the first is due; {@link #NEVER} if nobody waits. */
    public long next() {
        return size == 0 ? NEVER : at(0).dueMillis;
    }

    public int size() {
        return size;
    }

    /** The first whose moment has come, not set any more; or null. */
    public @Nullable Timed poll(long nowMillis) {
        if (next() > nowMillis || size == 0) {
            return null;
        }
        Timer first = at(0);
        cancel(first);
        return first.timed();
    }

    private void up(Timer timer) {
        while (timer.slot > 0) {
            Timer parent = at((timer.slot - 1) >>> 1);
            if (parent.dueMillis <= timer.dueMillis) {
                return;
            }
            swap(parent, timer);
        }
    }

    private void down(Timer timer) {
        for (int child = 2 * timer.slot + 1; child < size; child = 2 * timer.slot + 1) {
            Timer least = at(child);
            if (child + 1 < size && at(child + 1).dueMillis < least.dueMillis) {
                least = at(child + 1);
            }
            if (least.dueMillis >= timer.dueMillis) {
                return;
            }
            swap(timer, least);
        }
    }

    /** The lower one takes the place of the upper. */
    private void swap(Timer upper, Timer lower) {
        int slot = upper.slot;
        put(upper, lower.slot);
        put(lower, slot);
    }

    private void put(Timer timer, int slot) {
        timer.slot = slot;
        heap[slot] = timer;
    }

    private Timer at(int slot) {
        Timer timer = heap[slot];
        if (timer == null) {
            throw new IllegalStateException("no timer at " + slot);
        }
        return timer;
    }
}
