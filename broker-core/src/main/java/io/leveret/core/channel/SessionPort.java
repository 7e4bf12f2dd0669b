package io.leveret.core.channel;

/** The wire side of a session: takes what the core has to tell its connection. */
@FunctionalInterface
public interface SessionPort {
    /** Takes all that a turn produced for this connection; called on the core at most once a turn, must not block. */
    void send(EventBatch batch);

    /** What went through the connection's socket so far; may be called on any thread. */
    default Traffic traffic() {
        return Traffic.NONE;
    }
}
