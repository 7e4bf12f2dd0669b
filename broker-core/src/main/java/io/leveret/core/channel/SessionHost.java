package io.leveret.core.channel;

/** What a session's state needs of the loop that runs it. All calls are the core's. */
public interface SessionHost {
    /** {@link SessionState#flush} is called when the turn ends. */
    void flushLater();

    /** Octets that the session may have unflushed now, whatever its own bound. */
    long outputShare();

    /** The session is over; called once. */
    void ended();

    /** The session's commands go on. */
    void resume();
}
