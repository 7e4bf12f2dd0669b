package io.leveret.core;

/** What became of messages that were to be deleted or moved: so many were. */
public record MessagesHandled(long count, End end) {
    /** Why it ended. */
    public enum End {
        /** Nothing is left of what was asked for. */
        COMPLETE,
        /** The destination takes no more. */
        DESTINATION_FULL,
        /** The destination was deleted meanwhile. */
        DESTINATION_GONE,
        /** The queue was deleted meanwhile. */
        QUEUE_GONE,
        /** By a defect of ours, which is logged. */
        FAILED
    }
}
