package io.leveret.store.recovery;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log how long each part of a start took, and while a part takes long how far it is. Owner: node, while it starts. */
final class Progress {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final LongSupplier nanoTime;
    private long began;
    private long told;

    Progress(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        this.told = began;
    }

    /** So many of all are done. */
    void at(String what, long done, long all) {
        long now = nanoTime.getAsLong();
        if (now - told >= PATIENCE_NANOS) {
            told = now;
            LOG.info("{}: {} of {}", what, done, all);
        }
    }

    /** A part is over. */
    void done(String what) {
        long now = nanoTime.getAsLong();
        LOG.info("{}: millis={}", what, TimeUnit.NANOSECONDS.toMillis(now - began));
        began = now;
        told = now;
    }
}
