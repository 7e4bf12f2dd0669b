package io.leveret.core.queue;

import io.leveret.core.message.FieldTable;

/**
 * How a consumer was started. {@code prefetch} 0 = any number of unacked messages; {@code timeoutMillis} is how long it may have one unacked,
 * {@link QueueRules#NONE} leaves that to the queue; {@code arguments} as the client gave them.
 */
public record ConsumerSettings(
        boolean noAck, boolean exclusive, int priority, int prefetch, long timeoutMillis, FieldTable arguments) {}
