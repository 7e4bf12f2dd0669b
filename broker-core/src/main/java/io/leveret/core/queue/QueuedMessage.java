package io.leveret.core.queue;

import io.leveret.core.message.Message;

/**
 * A message on its way out of a queue: its place there, and its history. {@code deliveries} counts how often it came back;
 * {@code redelivered} is also true for what was delivered before a restart.
 */
public record QueuedMessage(long seq, Message message, boolean redelivered, int deliveries) {}
