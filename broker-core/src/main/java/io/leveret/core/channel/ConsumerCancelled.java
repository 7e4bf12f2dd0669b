package io.leveret.core.channel;

/** basic.cancel by the broker: the consumer is gone. Emitted only for clients with the capability consumer_cancel_notify. */
public record ConsumerCancelled(String consumerTag) implements ChannelEvent {}
