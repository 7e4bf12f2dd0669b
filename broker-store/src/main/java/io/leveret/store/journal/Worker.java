package io.leveret.store.journal;

import java.io.IOException;

/** Does a part of the journal's work, one step at a time; a thread or a test turns the crank. */
interface Worker {
    String name();

    /** Does what there is to do, without waiting; false if there was nothing. */
    boolean doWork() throws IOException;

    /** After a step it leaves the processor to others for as long as that took, but no longer than this. */
    default long mostRestNanos() {
        return 0;
    }

    /** How long it may sleep unless somebody rings. */
    default long idleNanos() {
        return Long.MAX_VALUE;
    }
}
