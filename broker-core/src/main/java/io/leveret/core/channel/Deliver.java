package io.leveret.core.channel;

import io.leveret.core.message.Message;

/** basic.deliver with its content. */
public record Deliver(String consumerTag, long deliveryTag, boolean redelivered, Message message)
        implements ChannelEvent {}
