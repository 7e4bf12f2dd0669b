package io.leveret.dist.event;

import io.leveret.core.Announcer;

/** Marks the thread that publishes a line of the log, for as long as it does. */
record WhilePublishing(ThreadLocal<Boolean> publishing) implements Announcer.Progress {
    boolean isNow() {
        return publishing.get();
    }

    @Override
    public void begins() {
        publishing.set(true);
    }

    @Override
    public void ended(boolean read) {
        publishing.set(false);
    }
}
