package io.leveret.core.journal;

import org.jspecify.annotations.Nullable;

/**
 * Live messages of one queue and one priority that lie on disk, as recovery finds them: bit i of {@code live} stands for the sequence number
 * {@code base} + i.
 *
 * @param live at most {@link #NUMBERS} bits, as {@link java.util.BitSet#toLongArray} packs them
 * @param priority as {@link io.leveret.core.message.MessageRef#priority} has it
 * @param bodyBytes octets of all their bodies
 * @param firstPublishedAtMillis when the first of them was taken; the others were not taken before
 * @param deadlines the moment of each live message, in ascending order of the numbers; null if none has a moment of its own
 * @param sizes octets of each body; given exactly when {@code deadlines} are
 */
@SuppressWarnings("ArrayRecordComponent") // one for thousands of messages: primitive, and compared by nobody
public record StoredRun(
        long queueId,
        long base,
        long[] live,
        int priority,
        long bodyBytes,
        long firstPublishedAtMillis,
        long @Nullable [] deadlines,
        long @Nullable [] sizes) {
    /** So many sequence numbers a run spans at most. */
    public static final int NUMBERS = 4_096;
}
