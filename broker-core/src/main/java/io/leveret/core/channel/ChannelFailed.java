package io.leveret.core.channel;

import io.leveret.core.error.AmqpException;

/** The client's mistake has ended this channel in the core: channel.close. {@code methodId} is class-id shifted left by 16 or-ed with method-id. */
public record ChannelFailed(AmqpException error, int methodId) implements ChannelEvent {}
