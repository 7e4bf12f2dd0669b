package io.leveret.store.intake;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Wakes a thread that has nothing to do. Who hands work over rings afterwards, or knocks if the work can wait; the thread looks for work again after every
 * ring. Both sides go through one atomic exchange, so a ring between "nothing there" and falling asleep is not lost.
 * Owner: journal writer or another of the journal's threads, each sleeping at its own; any thread rings.
 */
public final class Doorbell {
    /** Who sleeps no longer than this looks again by itself, and is not woken by a knock. */
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final AtomicBoolean rung = new AtomicBoolean();
    private final AtomicBoolean knocked = new AtomicBoolean();
    private volatile @Nullable Thread sleeper;
    private volatile boolean fastAsleep;

    public void ring() {
        if (!rung.getAndSet(true)) {
            LockSupport.unpark(sleeper);
        }
    }

    /** There is work that can wait for {@value #NAP_NANOS} ns: wakes nobody who is awake by then. */
    public void knock() {
        knocked.set(true); // written even if it was: work and knock must be seen before the next line reads
        if (fastAsleep) { // who falls asleep looks for a knock after saying so
            ring();
        }
    }

    /** Returns after a ring or after {@code nanos}, at the latest; after a knock too if that is longer than a nap. Called by one thread only. */
    public void await(long nanos) {
        sleeper = Thread.currentThread();
        if (nanos > NAP_NANOS) {
            fastAsleep = true;
            if (!rung.get() && !knocked.get()) {
                LockSupport.parkNanos(this, nanos);
            }
            fastAsleep = false;
        } else if (!rung.get()) {
            LockSupport.parkNanos(this, nanos);
        }
        knocked.set(false);
        rung.getAndSet(false);
    }
}
