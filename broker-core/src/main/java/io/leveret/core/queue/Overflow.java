package io.leveret.core.queue;

import org.jspecify.annotations.Nullable;

/** What a queue at its limit does with one message more. */
public enum Overflow {
    /** The oldest ready messages make room. */
    DROP_HEAD("drop-head"),
    /** The message is refused: its publisher gets a nack. */
    REJECT_PUBLISH("reject-publish"),
    /** The message is refused and dead-lettered. */
    REJECT_PUBLISH_DLX("reject-publish-dlx");

    private final String word;

    Overflow(String word) {
        this.word = word;
    }

    /** As arguments and policies say it. */
    public String word() {
        return word;
    }

    /** The behaviour of this name, or null. */
    public static @Nullable Overflow of(String word) {
        for (Overflow overflow : values()) {
            if (overflow.word.equals(word)) {
                return overflow;
            }
        }
        return null;
    }
}
