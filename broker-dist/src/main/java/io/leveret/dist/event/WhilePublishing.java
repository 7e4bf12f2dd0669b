package io.leveret.dist.event;

import io.leveret.core.Announcer;
import org.jspecify.annotations.Nullable;

/** Marks the thread that publishes a line of the log, for as long as it does, and remembers whose that was: the core's. Owner: core and whoever logs. */
final class WhilePublishing implements Announcer.Progress {
    private final ThreadLocal<Boolean> publishing = ThreadLocal.withInitial(() -> false);
    private volatile @Nullable Thread core;

    boolean isNow() {
        return publishing.get();
    }

    /** Whether the calling thread is the one that publishes lines, once it has published any. */
    boolean isOnCore() {
        return Thread.currentThread().equals(core);
    }

    @Override
    public void begins() {
        core = Thread.currentThread();
        publishing.set(true);
    }

    @Override
    public void ended(boolean read) {
        publishing.set(false);
    }
}
