package io.leveret.dist.event;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets so many pass in each second of its clock. Shared by all threads that log. */
final class LineRate {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int COUNT_BITS = 16;
    private static final int COUNT = (1 << COUNT_BITS) - 1;

    private final int most;
    private final LongSupplier nanoClock;
    /** The second, and behind it how many have asked in it; they are counted up to {@link #most} and one. */
    private final AtomicLong asked = new AtomicLong();

    /** {@code most} is less than 65,535. */
    LineRate(int most, LongSupplier nanoClock) {
        this.most = most;
        this.nanoClock = nanoClock;
    }

    /** Whether one more may pass; it counts as one that did. */
    boolean takes() {
        long second = Math.floorDiv(nanoClock.getAsLong(), SECOND) << COUNT_BITS;
        long now = asked.updateAndGet(
                before -> (before & ~COUNT) == second ? Math.min(before + 1, second + most + 1) : second + 1);
        return (now & COUNT) <= most;
    }
}
