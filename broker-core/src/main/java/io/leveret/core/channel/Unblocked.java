package io.leveret.core.channel;

/** What was {@link Blocked} goes on: connection.unblocked. Comes with channel number 0. */
public record Unblocked() implements ChannelEvent {}
