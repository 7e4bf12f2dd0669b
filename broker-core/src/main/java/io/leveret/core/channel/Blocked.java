package io.leveret.core.channel;

/** Memory or disk is short, and what the connection publishes has to wait: connection.blocked, for people. Comes with channel number 0. */
public record Blocked(String reason) implements ChannelEvent {}
