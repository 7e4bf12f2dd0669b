package io.leveret.dist.access;

import java.util.concurrent.TimeUnit;

/** How often logins from somewhere have failed, and when the last one did. */
record Failures(int count, long lastNanos) {
    private static final long FORGOTTEN_NANOS = TimeUnit.SECONDS.toNanos(60);

    Failures oneMore(long now) {
        return new Failures(isOver(now) ? 1 : Math.min(count, Integer.MAX_VALUE - 1) + 1, now);
    }

    /** Whether it is so long ago that it does not count any more. */
    boolean isOver(long now) {
        return now - lastNanos > FORGOTTEN_NANOS;
    }
}
