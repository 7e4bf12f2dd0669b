package io.leveret.dist.store;

import java.util.concurrent.atomic.AtomicLongArray;

/** How long messages took, counted in buckets that are at most a sixteenth wide. Added to by one thread, read by any. */
final class Latencies {
    private static final int STEPS = 16;

    private final AtomicLongArray buckets = new AtomicLongArray(64 * STEPS);

    void add(long nanos) {
        buckets.getAndIncrement(bucket(Math.max(1, nanos)));
    }

    void clear() {
        for (int i = 0; i < buckets.length(); i++) {
            buckets.set(i, 0);
        }
    }

    long count() {
        long sum = 0;
        for (int i = 0; i < buckets.length(); i++) {
            sum += buckets.get(i);
        }
        return sum;
    }

    /** Upper edge of the bucket below which this share of the messages is, in milliseconds. */
    double percentileMillis(double share) {
        long below = (long) Math.ceil(count() * share);
        long sum = 0;
        for (int i = 0; i < buckets.length(); i++) {
            sum += buckets.get(i);
            if (sum >= below && sum > 0) {
                return upperEdge(i) / 1e6;
            }
        }
        return 0;
    }

    private static int bucket(long nanos) {
        int power = 63 - Long.numberOfLeadingZeros(nanos);
        long within = power < 4 ? 0 : (nanos >>> (power - 4)) & (STEPS - 1);
        return power * STEPS + (int) within;
    }

    private static double upperEdge(int bucket) {
        return Math.scalb(1.0 + (bucket % STEPS + 1) / (double) STEPS, bucket / STEPS);
    }
}
