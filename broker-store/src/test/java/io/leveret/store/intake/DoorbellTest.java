package io.leveret.store.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DoorbellTest {
    private static final long PATIENCE_MILLIS = 30_000;
    private static final int KNOCKS = Integer.getInteger("leveret.doorbell.knocks", 20_000);
    private static final int MOST_NANOS_BETWEEN = 100_000;

    private final Doorbell bell = new Doorbell();

    @Test
    void aRingBeforeTheSleepIsNotLost() {
        bell.ring();

        bell.await(Long.MAX_VALUE);
    }

    @Test
    void aKnockBeforeALongSleepIsNotLost() {
        bell.knock();

        bell.await(Long.MAX_VALUE);
    }

    @Test
    void whoSleepsIsWokenByARingAndByAKnock() throws InterruptedException {
        assertThat(wakes(Doorbell::ring)).isTrue();
        assertThat(wakes(Doorbell::knock)).isTrue();
    }

    private boolean wakes(Consumer<Doorbell> signal) throws InterruptedException {
        Thread sleeper = new Thread(() -> bell.await(Long.MAX_VALUE), "sleeper");
        sleeper.setDaemon(true);
        sleeper.start();
        while (sleeper.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        signal.accept(bell);
        sleeper.join(PATIENCE_MILLIS);
        return !sleeper.isAlive();
    }

    /** Knocks come while the other looks for work, naps, and falls asleep; each is for work that must be found, though nothing comes after it. */
    @Test
    void noKnockIsLostWheneverItComes() throws InterruptedException {
        AtomicLong work = new AtomicLong();
        AtomicLong found = new AtomicLong();
        Thread worker = new Thread(() -> work(work, found), "worker");
        worker.setDaemon(true);
        worker.start();
        Random random = new Random(KNOCKS);
        for (long i = 1; i <= KNOCKS; i++) {
            work.lazySet(i); // as a queue's offer does, without a fence of its own
            bell.knock();
            if (i % 2 == 0) {
                awaitFound(found, i);
            } else { // the next comes while the worker wakes up, looks, naps, or falls asleep again
                spin(random.nextInt(MOST_NANOS_BETWEEN));
            }
        }
        worker.join(PATIENCE_MILLIS);
        assertThat(worker.isAlive())
                .as("asleep after %d of %d", found.get(), work.get())
                .isFalse();
    }

    private static void spin(long nanos) {
        long began = System.nanoTime();
        while (System.nanoTime() - began < nanos) {
            Thread.onSpinWait();
        }
    }

    private static void awaitFound(AtomicLong found, long i) {
        long began = System.nanoTime();
        while (found.get() < i) {
            assertThat(System.nanoTime() - began)
                    .as("a knock was lost: nanoseconds without an answer")
                    .isLessThan(PATIENCE_MILLIS * 1_000_000 / 3);
            Thread.onSpinWait();
        }
    }

    private void work(AtomicLong work, AtomicLong found) {
        boolean restless = false;
        while (found.get() < KNOCKS) {
            long now = work.get();
            if (now > found.get()) {
                found.set(now);
                restless = true;
            } else {
                bell.await(restless ? 1 : Long.MAX_VALUE);
                restless = false;
            }
        }
    }
}
