package io.leveret.core.message;

/**
 * What a queue must know of a message to keep it in its place, be the message itself in memory ({@link Message}) or in the store only.
 */
public interface MessageRef {
    /** There is no moment from which on the message is not wanted. */
    long NO_DEADLINE = Long.MAX_VALUE;

    /** Octets of the body. */
    long bodySize();

    /** When the broker took it, in milliseconds since 1970. */
    long publishedAtMillis();

    /**
     * The moment that the message waits for, in milliseconds since 1970: it expires then or, in a delayed exchange, is due.
     * {@link #NO_DEADLINE} if it has none of its own.
     */
    long deadlineMillis();

    /** The property as published, 0 to 255; {@link #NO_PRIORITY} if absent. */
    int priority();

    /** What {@link #priority} says of a message without one. */
    int NO_PRIORITY = -1;
}
