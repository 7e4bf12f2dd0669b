package io.leveret.store.journal;

import java.io.IOException;

/** A worker that waits for nothing but its doorbell. {@code mostRestNanos} is more than 0 for one that has time. */
record Task(String name, Steps steps, long mostRestNanos) implements Worker {
    Task(String name, Steps steps) {
        this(name, steps, 0);
    }

    /** Does what there is to do; false if that is nothing. */
    interface Steps {
        boolean next() throws IOException;
    }

    @Override
    public boolean doWork() throws IOException {
        return steps.next();
    }
}
