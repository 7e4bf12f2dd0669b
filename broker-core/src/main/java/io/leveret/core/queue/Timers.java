package io.leveret.core.queue;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Who wants to be called when: a heap in which each knows its place, so that what is not wanted any more leaves at once. Owner: core. */
public final class Timers {
    /** No moment. */
    public static final long NEVER = Long.MAX_VALUE;

    static final int UNSET = -1;

    private @Nullable Timed[] heap = new @Nullable Timed[16];
    private int size;

    /** Sets the moment, or moves it. */
    public void set(Timed timed, long dueMillis) {
        timed.dueMillis = dueMillis;
        if (!timed.isSet()) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            timed.slot = size;
            heap[size++] = timed;
        }
        up(timed);
        down(timed);
    }

    /** It is not wanted any more; it need not be set. */
    public void cancel(Timed timed) {
        if (!timed.isSet()) {
            return;
        }
        int hole = timed.slot;
        timed.slot = UNSET;
        Timed last = at(--size);
        heap[size] = null;
        if (last != timed) {
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
        Timed first = at(0);
        cancel(first);
        return first;
    }

    private void up(Timed timed) {
        while (timed.slot > 0) {
            Timed parent = at((timed.slot - 1) >>> 1);
            if (parent.dueMillis <= timed.dueMillis) {
                return;
            }
            swap(parent, timed);
        }
    }

    private void down(Timed timed) {
        for (int child = 2 * timed.slot + 1; child < size; child = 2 * timed.slot + 1) {
            Timed least = at(child);
            if (child + 1 < size && at(child + 1).dueMillis < least.dueMillis) {
                least = at(child + 1);
            }
            if (least.dueMillis >= timed.dueMillis) {
                return;
            }
            swap(timed, least);
        }
    }

    /** The lower one takes the place of the upper. */
    private void swap(Timed upper, Timed lower) {
        int slot = upper.slot;
        put(upper, lower.slot);
        put(lower, slot);
    }

    private void put(Timed timed, int slot) {
        timed.slot = slot;
        heap[slot] = timed;
    }

    private Timed at(int slot) {
        Timed timed = heap[slot];
        if (timed == null) {
            throw new IllegalStateException("no timer at " + slot);
        }
        return timed;
    }
}
