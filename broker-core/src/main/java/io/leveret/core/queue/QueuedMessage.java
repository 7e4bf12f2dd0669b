package io.leveret.core.queue;

import io.leveret.core.message.Message;

/**
 * A message on its way out of a queue: its place there, and its history. {@code deliveries} counts how often it came back;
 * {@code redelivered} is also true for what was delivered before a restart; {@code counted} if consumers are told the count.
 */
public record QueuedMessage(long seq, Message message, boolean redelivered, int deliveries, boolean counted) {
    /** The message as the consumer is to see it: where the queue counts, with its delivery count. */
    public Message content() {
        Message visible = message.visible();
        return counted && deliveries > 0 ? DeliveryCount.stamped(visible, deliveries) : visible;
    }
}
