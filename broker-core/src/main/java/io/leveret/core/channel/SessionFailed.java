package io.leveret.core.channel;

import io.leveret.core.error.AmqpException;

/** The client's mistake, or ours, has ended the whole session in the core: connection.close. Comes with channel number 0. */
public record SessionFailed(AmqpException error, int methodId) implements ChannelEvent {}
