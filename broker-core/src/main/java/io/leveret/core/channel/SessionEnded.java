package io.leveret.core.channel;

/** The session that the client asked to close is gone from the core, its exclusive queues too: connection.close-ok. Comes with channel number 0. */
public record SessionEnded() implements ChannelEvent {}
