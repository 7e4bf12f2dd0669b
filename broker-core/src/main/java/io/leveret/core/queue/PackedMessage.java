package io.leveret.core.queue;

import io.leveret.core.message.MessageRef;

/**
 * What is known of a packed message. Without a moment of its own its size is the average of its run. {@code publishedAtMillis} is the earliest it can be,
 * and {@code location} where it was paged out to; 0 = the journal has it.
 */
record PackedMessage(long bodySize, long publishedAtMillis, long deadlineMillis, long location) implements MessageRef {
    /** Not known; it stands among those of its priority. */
    @Override
    public int priority() {
        return NO_PRIORITY;
    }
}
