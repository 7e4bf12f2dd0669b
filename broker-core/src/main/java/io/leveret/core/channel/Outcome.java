package io.leveret.core.channel;

/** How a delivery ends. */
public enum Outcome {
    /** It was processed. */
    ACK,
    /** It is refused for good. */
    REJECT,
    /** It goes back to its place in its queue. */
    REQUEUE
}
