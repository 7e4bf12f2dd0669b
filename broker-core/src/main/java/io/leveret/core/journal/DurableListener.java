package io.leveret.core.journal;

/** Hears from the journal; called on any of the journal's threads. */
public interface DurableListener {
    /** Everything up to {@code position} is durable. Positions only grow. */
    void durable(long position);

    /** The journal {@linkplain Journal#takesPublishes takes publishes} again after it took none. */
    void roomAgain();
}
