package io.leveret.core.queue;

/** Something that wants to be looked at when a moment has come. */
public interface Timed {
    /** The moment has come, or passed: {@code nowMillis} since 1970. */
    void timeIsUp(long nowMillis);
}
