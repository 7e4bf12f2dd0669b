package io.leveret.amqp.connection;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** How many connections were refused, told once a minute at most: whoever floods the broker must not flood its log too. Shared by all I/O loops. */
final class Refusals {
    private static final long APART_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoClock;
    private final AtomicLong untold = new AtomicLong();
    private final AtomicLong dueNanos;

    Refusals(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        dueNanos = new AtomicLong(nanoClock.getAsLong());
    }

    /** Counts another; how many are to be told of now, or 0. */
    long another() {
        untold.incrementAndGet();
        long now = nanoClock.getAsLong();
        long due = dueNanos.get();
        return now - due >= 0 && dueNanos.compareAndSet(due, now + APART_NANOS) ? untold.getAndSet(0) : 0;
    }
}
