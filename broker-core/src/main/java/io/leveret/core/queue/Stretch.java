package io.leveret.core.queue;

/** A part of a queue's ready messages that stand one behind the other: in memory, or packed. */
sealed interface Stretch permits ReadyChunk, PackedRun {
    /** The lowest sequence number. */
    long first();

    /** The highest sequence number. */
    long last();

    /** How many messages there are. */
    int count();

    /** When the first of them was taken at the earliest, in milliseconds since 1970. */
    long firstPublishedAt();
}
