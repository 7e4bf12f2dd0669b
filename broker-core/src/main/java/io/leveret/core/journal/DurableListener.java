package io.leveret.core.journal;

/** Hears from the journal; called on any of the journal's threads. */
public interface DurableListener {
    /** Everything up to {@code position} is durable, as {@link Journal#durability} says. Positions only grow. */
    void durable(long position);

    /** Everything up to {@code position} is written, and the node's durability waits for more; heard only where {@link Journal#request} asked for that. */
    default void written(long position) {}

    /** Everything up to {@code position} is on the disk, and the node's durability does not wait for that; heard only where {@link Journal#request} asked. */
    default void synced(long position) {}

    /** The journal {@linkplain Journal#takesPublishes takes publishes} again after it took none. */
    void roomAgain();
}
