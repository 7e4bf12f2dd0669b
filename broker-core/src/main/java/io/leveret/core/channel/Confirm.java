package io.leveret.core.channel;

/** A publisher confirm: basic.ack or, not {@code ack}, basic.nack. */
public record Confirm(long deliveryTag, boolean multiple, boolean ack) implements ChannelEvent {}
