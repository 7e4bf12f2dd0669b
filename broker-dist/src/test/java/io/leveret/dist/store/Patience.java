package io.leveret.dist.store;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Waits for counts for as long as they grow. */
final class Patience {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final String what;
    private final LongSupplier count;
    private long last = -1;
    private long lastGrowth = System.nanoTime();

    private Patience(String what, LongSupplier count) {
        this.what = what;
        this.count = count;
    }

    /** Fails when nothing was added for two minutes. */
    static void awaitAtLeast(String what, long target, LongSupplier count) {
        Patience patience = new Patience(what, count);
        await().forever().pollDelay(Duration.ZERO).pollInterval(LOOK).until(() -> patience.look(target));
    }

    /** Until this much time has passed. */
    static void pass(Duration time) {
        long began = System.nanoTime();
        await().forever().pollInterval(LOOK).until(() -> System.nanoTime() - began >= time.toNanos());
    }

    /** Until the count has not changed for this much time. */
    static void awaitStill(LongSupplier count, Duration time) {
        Patience patience = new Patience("", count);
        await().forever().pollInterval(LOOK).until(() -> patience.stillSince() >= time.toNanos());
    }

    private long stillSince() {
        long now = count.getAsLong();
        if (now != last) {
            last = now;
            lastGrowth = System.nanoTime();
        }
        return System.nanoTime() - lastGrowth;
    }

    private boolean look(long target) {
        if (stillSince() > LIMIT.toNanos() && last < target) {
            throw new AssertionError("%s: %,d of %,d, and no more for %s".formatted(what, last, target, LIMIT));
        }
        return last >= target;
    }
}
