package io.leveret.core.queue;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import org.jspecify.annotations.Nullable;

/** The kinds of queue that a declaration may ask for. All are one and the same queue with other defaults and rules. */
public enum QueueType {
    CLASSIC("classic", "rabbit_classic_queue", 0, -1),
    /** Durable, with a delivery limit and priorities from 0 to 31, as applications expect it of this type. */
    QUORUM("quorum", "rabbit_quorum_queue", 31, 20);

    /** The argument that names the type. */
    public static final String ARGUMENT = "x-queue-type";

    private final String wireName;
    private final String errorName;
    private final int highestPriority;
    private final int deliveryLimit;

    QueueType(String wireName, String errorName, int highestPriority, int deliveryLimit) {
        this.wireName = wireName;
        this.errorName = errorName;
        this.highestPriority = highestPriority;
        this.deliveryLimit = deliveryLimit;
    }

    /** The type with this name, or null. */
    public static @Nullable QueueType of(String wireName) {
        for (QueueType type : values()) {
            if (type.wireName.equals(wireName)) {
                return type;
            }
        }
        return null;
    }

    /** The type that these arguments of a declared queue ask for. */
    static QueueType of(FieldTable arguments) {
        FieldValue asked = arguments.get(ARGUMENT);
        QueueType type = asked == null || !asked.isLongString() ? null : of(asked.asString());
        return type == null ? CLASSIC : type;
    }

    public String wireName() {
        return wireName;
    }

    /** As RabbitMQ's error texts call it. */
    public String errorName() {
        return errorName;
    }

    /** The highest priority of a message where no argument says otherwise. */
    int highestPriority() {
        return highestPriority;
    }

    /** The priority of a message that has none. */
    int usualPriority() {
        return this == QUORUM ? 4 : 0;
    }

    /** How often a message may come back where nothing says otherwise; -1 = any number of times. */
    int deliveryLimit() {
        return deliveryLimit;
    }
}
