package io.leveret.store.journal;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether the journal has failed: then nothing is written, forced or announced any more. Shared by the journal's threads. */
final class Failure {
    private final AtomicBoolean happened = new AtomicBoolean();
    private final FatalListener listener;

    Failure(FatalListener listener) {
        this.listener = listener;
    }

    boolean happened() {
        return happened.get();
    }

    void report(String what, Throwable cause) {
        if (happened.compareAndSet(false, true)) {
            listener.fatal(what + " failed: " + cause, cause);
        }
    }
}
