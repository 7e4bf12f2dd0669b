package io.leveret.core.policy;

/** What a policy may apply to. */
public enum TargetKind {
    CLASSIC_QUEUE,
    QUORUM_QUEUE,
    STREAM,
    EXCHANGE;

    /** The kind of a queue with this type; without a type it is a classic one. */
    public static TargetKind ofQueueType(String type) {
        return switch (type) {
            case "quorum" -> QUORUM_QUEUE;
            case "stream" -> STREAM;
            default -> CLASSIC_QUEUE;
        };
    }
}
