package io.leveret.store.journal;

import io.leveret.core.journal.Durability;

/** What "durable" means, {@code leveret.journal.sync}. */
public enum SyncMode {
    /** Announced once an fsync has covered it. */
    FSYNC(Durability.FSYNC),
    /** Announced once it is written; forced at least every 200 ms: a power cut loses what was confirmed since. */
    INTERVAL(Durability.INTERVAL),
    /** Announced once it is written; forced when the operating system likes, and when a file is full. */
    OS(Durability.OS);

    private final Durability durability;

    SyncMode(Durability durability) {
        this.durability = durability;
    }

    Durability durability() {
        return durability;
    }
}
