package io.leveret.core.view;

import io.leveret.core.count.Counts;

/** What an exchange, a queue or a channel has counted so far. {@code ready} and {@code unacked} are a queue's messages, 0 for others. */
public record CountedView(Kind kind, String name, Counts counts, int ready, int unacked) {
    /** What counts. */
    public enum Kind {
        EXCHANGE,
        QUEUE,
        CHANNEL
    }
}
