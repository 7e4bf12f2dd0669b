package io.leveret.core;

/** What declare-ok tells: ready messages and all consumers. A {@code durable} queue's answer waits for the journal. */
public record QueueStatus(String name, int messageCount, int consumerCount, boolean durable) {}
