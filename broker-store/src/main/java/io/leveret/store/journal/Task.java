package io.leveret.store.journal;

import java.io.IOException;

/** A worker that waits for nothing but its doorbell. */
record Task(String name, Steps steps) implements Worker {
    /** Does what there is to do; false if that is nothing. */
    interface Steps {
        boolean next() throws IOException;
    }

    @Override
    public boolean doWork() throws IOException {
        return steps.next();
    }
}
