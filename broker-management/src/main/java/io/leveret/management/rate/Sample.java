package io.leveret.management.rate;

import io.leveret.core.count.Counts;

/** What something had counted, and how many messages were in it, at one moment in milliseconds since 1970. Immutable. */
public record Sample(long atMillis, Counts counts, long ready, long unacked) {}
