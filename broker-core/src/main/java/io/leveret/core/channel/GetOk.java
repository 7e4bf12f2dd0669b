package io.leveret.core.channel;

import io.leveret.core.message.Message;

/** basic.get-ok with its content; {@code messageCount} is what stays ready in the queue. */
public record GetOk(long deliveryTag, boolean redelivered, Message message, int messageCount) implements ChannelEvent {}
