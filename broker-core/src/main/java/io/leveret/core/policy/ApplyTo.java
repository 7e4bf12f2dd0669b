package io.leveret.core.policy;

import io.leveret.core.error.ChangeRefusedException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which kinds of objects a policy is for. */
public enum ApplyTo {
    ALL,
    QUEUES,
    CLASSIC_QUEUES,
    QUORUM_QUEUES,
    STREAMS,
    EXCHANGES;

    /** The constant with this {@link #word}, or {@link ChangeRefusedException}. */
    public static ApplyTo of(String word) {
        for (ApplyTo value : values()) {
            if (value.word().equals(word)) {
                return value;
            }
        }
        throw ChangeRefusedException.invalid("apply-to is one of "
                + Arrays.stream(values()).map(ApplyTo::word).collect(Collectors.joining(", ")) + ", not '" + word
                + "'");
    }

    /** Its name in definitions and in the management API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean covers(TargetKind kind) {
        return switch (this) {
            case ALL -> true;
            case QUEUES -> kind != TargetKind.EXCHANGE;
            case CLASSIC_QUEUES -> kind == TargetKind.CLASSIC_QUEUE;
            case QUORUM_QUEUES -> kind == TargetKind.QUORUM_QUEUE;
            case STREAMS -> kind == TargetKind.STREAM;
            case EXCHANGES -> kind == TargetKind.EXCHANGE;
        };
    }
}
