package io.leveret.core.view;

import io.leveret.core.message.Message;

/**
 * A ready message that was looked at. {@code seq} names it in its queue for as long as it is there; {@code position}: so many are delivered before it, as
 * far as was seen. {@code deadlineMillis} is the moment at which it expires or, held back by an exchange, is due;
 * {@link io.leveret.core.message.MessageRef#NO_DEADLINE} if there is none. {@code message} is as consumers see it: read only, and may be a copy.
 */
public record BrowsedMessage(
        long position,
        long seq,
        boolean redelivered,
        int deliveryCount,
        long publishedAtMillis,
        long deadlineMillis,
        Message message) {}
