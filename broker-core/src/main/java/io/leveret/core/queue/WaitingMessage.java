package io.leveret.core.queue;

/** A message that waits for its moment. {@code id} is its number in its queue; {@code bodySize} in octets. */
public record WaitingMessage(long id, long dueMillis, long bodySize) {}
