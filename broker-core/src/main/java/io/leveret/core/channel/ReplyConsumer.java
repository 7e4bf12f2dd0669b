package io.leveret.core.channel;

/** A consumer of the pseudo-queue for direct replies: {@code token} is the address that requests carry. */
public record ReplyConsumer(String tag, String token) {}
