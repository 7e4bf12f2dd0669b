package io.leveret.core.queue;

import io.leveret.core.message.FieldTable;
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
}
