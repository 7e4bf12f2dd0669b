package io.leveret.dist.log;

import ch.qos.logback.classic.Level;

/** A line of the log; {@code number} counts all lines since the start, {@code millis} since 1970. */
public record LogLine(long number, long millis, Level level, String logger, String message) {}
