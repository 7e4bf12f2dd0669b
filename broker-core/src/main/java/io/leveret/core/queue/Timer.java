package io.leveret.core.queue;

/** A moment at which somebody wants to be called: set, moved and cancelled with its {@link Timers}. Owner: core. */
public final class Timer {
    private final Timed timed;
    long dueMillis = Timers.NEVER;
    int slot = Timers.UNSET;

    public Timer(Timed timed) {
        this.timed = timed;
    }

    Timed timed() {
        return timed;
    }

    public boolean isSet() {
        return slot != Timers.UNSET;
    }
}
