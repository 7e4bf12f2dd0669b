package io.leveret.core;

/** Tells a core the time. */
public interface Clock {
    /** Milliseconds since 1970. */
    long millis();
}
