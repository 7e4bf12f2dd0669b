package io.leveret.core;

/** How many messages a purge or a deletion removed, and whether the answer waits for the journal. */
public record Removed(int messageCount, boolean durable) {}
