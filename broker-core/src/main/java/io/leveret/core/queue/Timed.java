package io.leveret.core.queue;

/** Something that wants to be looked at when a moment has come: set, moved and cancelled with its {@link Timers}. Owner: core. */
public abstract class Timed {
    long dueMillis = Timers.NEVER;
    int slot = Timers.UNSET;

    /** The moment has come, or passed: {@code nowMillis} since 1970. */
    public abstract void timeIsUp(long nowMillis);

    /** Whether there is a moment that it waits for. */
    public final boolean isSet() {
        return slot != Timers.UNSET;
    }
}
