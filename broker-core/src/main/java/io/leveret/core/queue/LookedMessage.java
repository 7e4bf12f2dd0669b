package io.leveret.core.queue;

import io.leveret.core.message.Message;

/**
 * A ready message as it is seen without being taken: it may be a copy. {@code deadlineMillis} is the moment at which it leaves or is due,
 * {@link io.leveret.core.message.MessageRef#NO_DEADLINE} if there is none.
 */
public record LookedMessage(long seq, Message message, boolean redelivered, int deliveries, long deadlineMillis) {}
