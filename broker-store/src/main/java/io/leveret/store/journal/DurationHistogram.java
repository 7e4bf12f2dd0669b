package io.leveret.store.journal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long something took, each time: in buckets whose bounds double from 64 microseconds to 4.2 seconds, and one for what took longer. Counted by one
 * thread, read by anybody: what was counted last may be seen in some numbers and not yet in others.
 */
public final class DurationHistogram {
    private static final long FIRST_BOUND_NANOS = 64_000;
    private static final int BOUNDS = 17;

    private final AtomicLongArray buckets = new AtomicLongArray(BOUNDS + 1);
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong max = new AtomicLong();

    void took(long nanos) {
        buckets.incrementAndGet(bucket(nanos));
        total.addAndGet(nanos);
        if (nanos > max.get()) {
            max.set(nanos);
        }
    }

    private static int bucket(long nanos) {
        int index = 0;
        while (index < BOUNDS && nanos > boundNanos(index)) {
            index++;
        }
        return index;
    }

    /** The number of buckets; the last one has no bound. */
    public int buckets() {
        return BOUNDS + 1;
    }

    /** The longest time that falls into the bucket; {@link Long#MAX_VALUE} for the last. */
    public static long boundNanos(int bucket) {
        return bucket < BOUNDS ? FIRST_BOUND_NANOS << bucket : Long.MAX_VALUE;
    }

    /** How often it took longer than the bound of the bucket before, and not longer than this one's. */
    public long count(int bucket) {
        return buckets.get(bucket);
    }

    public long count() {
        long count = 0;
        for (int i = 0; i <= BOUNDS; i++) {
            count += buckets.get(i);
        }
        return count;
    }

    public long totalNanos() {
        return total.get();
    }

    public long maxNanos() {
        return max.get();
    }

    /** A time that is not exceeded by this share of all, from 0 to 1: the bound of a bucket, or the longest time if that is less. 0 if nothing was counted. */
    public long atMostNanos(double share) {
        double wanted = share * count();
        long sum = 0;
        for (int i = 0; i < BOUNDS; i++) {
            sum += buckets.get(i);
            if (sum >= wanted) {
                return Math.min(boundNanos(i), max.get());
            }
        }
        return max.get();
    }
}
