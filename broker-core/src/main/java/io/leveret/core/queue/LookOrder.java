package io.leveret.core.queue;

/** Which of a queue's ready messages a {@link Look} is about, and in which order. */
interface LookOrder {
    /** The next numbers, at most so many; none if it is to be asked again in another turn, or is at its end. What they name may have left. */
    long[] next(int most);

    boolean isAtEnd();
}
