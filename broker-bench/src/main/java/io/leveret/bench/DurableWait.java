package io.leveret.bench;

import io.leveret.core.journal.DurableListener;
import io.leveret.store.journal.FatalListener;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Lets the benchmark's thread, which is the one that makes it, sleep until the journal is durable up to a position, or has failed. */
final class DurableWait implements DurableListener, FatalListener {
    private final AtomicLong durable = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread waiter = Thread.currentThread();

    @Override
    public void durable(long position) {
        durable.set(position);
        LockSupport.unpark(waiter);
    }

    @Override
    public void roomAgain() {}

    @Override
    public void fatal(String message, Throwable cause) {
        failure.set(cause);
        LockSupport.unpark(waiter);
    }

    long await(long position) {
        while (durable.get() < position) {
            Throwable cause = failure.get();
            if (cause != null) {
                throw new IllegalStateException("the journal has failed", cause);
            }
            LockSupport.park(this);
        }
        return durable.get();
    }
}
