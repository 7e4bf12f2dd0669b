package io.leveret.store.intake;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Wakes a thread that has nothing to do. Who hands work over rings afterwards; the thread looks for work again after every ring. Both
 * sides go through one atomic exchange, so a ring between "nothing there" and falling asleep is not lost.
 * Owner: journal writer or another of the journal's threads, each sleeping at its own; any thread rings.
 */
public final class Doorbell {
    private final AtomicBoolean rung = new AtomicBoolean();
    private volatile @Nullable Thread sleeper;

    public void ring() {
        if (!rung.getAndSet(true)) {
            LockSupport.unpark(sleeper);
        }
    }

    /** Returns after a ring or after {@code nanos}, at the latest; called by one thread only. */
    public void await(long nanos) {
        sleeper = Thread.currentThread();
        if (!rung.get()) {
            LockSupport.parkNanos(this, nanos);
        }
        rung.getAndSet(false);
    }
}
