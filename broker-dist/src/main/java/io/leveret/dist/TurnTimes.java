package io.leveret.dist;

import io.leveret.management.gauge.Gauges;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** How long tasks of cores take: of one in {@value #ONE_IN}, chosen by chance, so that what is cheap stays so. Counted by all cores, read by anybody. */
final class TurnTimes {
    private static final int ONE_IN = 16;
    private static final long FIRST_BOUND_NANOS = 1_000;

    /** They double, to half a second. */
    private static final int BOUNDS = 20;

    private final AtomicLongArray counts = new AtomicLongArray(BOUNDS + 1);
    private final AtomicLong total = new AtomicLong();

    /** The task itself, or one that does the same and is measured. */
    Runnable sometimesMeasured(Runnable task) {
        return ThreadLocalRandom.current().nextInt(ONE_IN) == 0 ? () -> measure(task) : task;
    }

    private void measure(Runnable task) {
        long began = System.nanoTime();
        try {
            task.run();
        } finally {
            took(System.nanoTime() - began);
        }
    }

    void took(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS && nanos > FIRST_BOUND_NANOS << bucket) {
            bucket++;
        }
        counts.getAndIncrement(bucket);
        total.getAndAdd(nanos);
    }

    Gauges.Durations read() {
        List<Long> bounds = new ArrayList<>();
        List<Long> counted = new ArrayList<>();
        for (int i = 0; i < BOUNDS; i++) {
            bounds.add(FIRST_BOUND_NANOS << i);
            counted.add(counts.get(i));
        }
        counted.add(counts.get(BOUNDS));
        return new Gauges.Durations(bounds, counted, total.get());
    }
}
