package io.leveret.core.queue;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import org.jspecify.annotations.Nullable;

/**
 * How a queue was declared. {@code owner} is the session that alone may use it, or null. {@code id} is unique in the node for all time.
 */
public record QueueSettings(
        long id,
        String name,
        boolean durable,
        boolean autoDelete,
        @Nullable Object owner,
        FieldTable arguments) {

    public boolean exclusive() {
        return owner != null;
    }

    public QueueType type() {
        return QueueType.of(arguments);
    }

    /** The highest priority that messages are told apart by; 0 = not at all. */
    int highestPriority() {
        FieldValue asked = arguments.get("x-max-priority");
        return asked == null ? type().highestPriority() : (int) asked.asLong();
    }

    /** Whether one consumer gets everything until it ends. */
    public boolean singleActiveConsumer() {
        FieldValue asked = arguments.get("x-single-active-consumer");
        return asked != null && asked.asBoolean();
    }
}
