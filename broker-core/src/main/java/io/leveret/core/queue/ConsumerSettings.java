package io.leveret.core.queue;

/** How a consumer was started. A higher {@code priority} is served first; {@code prefetch} 0 sets no limit. */
public record ConsumerSettings(boolean noAck, boolean exclusive, int priority, int prefetch) {}
