package io.leveret.store.journal;

/** What "durable" means, {@code leveret.journal.sync}. */
public enum SyncMode {
    /** Announced once an fsync has covered it. */
    FSYNC,
    /** Announced once it is written; forced at least every 200 ms: a power cut loses what was confirmed since. */
    INTERVAL,
    /** Announced once it is written; forced when the operating system likes, and when a file is full. */
    OS
}
