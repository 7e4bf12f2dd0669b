package io.leveret.core.channel;

/** basic.get-empty. */
public record GetEmpty() implements ChannelEvent {}
