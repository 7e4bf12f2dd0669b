package io.leveret.core.channel;

/**
 * One thing that the core tells a connection about one of its channels, in the order in which it happened. The core's own kinds
 * are nested here; the wire's replies (declare-ok and its like) implement it too, and pass through the core unseen.
 */
public interface ChannelEvent {}
