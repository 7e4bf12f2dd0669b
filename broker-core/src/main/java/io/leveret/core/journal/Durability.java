package io.leveret.core.journal;

import org.jspecify.annotations.Nullable;

/** How safe a message is to be before its publisher is told that it was taken; the later, the safer. */
public enum Durability {
    /** The operating system has it: a power cut may lose it, the end of the process does not. */
    OS("os", 1),
    /** As {@link #OS}, and the disk has it 200 ms later. */
    INTERVAL("interval", 2),
    /** The disk has it. */
    FSYNC("fsync", 4);

    private final String word;
    private final int bit;

    Durability(String word, int bit) {
        this.word = word;
        this.bit = bit;
    }

    /** As settings, arguments and policies say it. */
    public String word() {
        return word;
    }

    /** The one of this name, or null. */
    public static @Nullable Durability of(String word) {
        for (Durability durability : values()) {
            if (durability.word.equals(word)) {
                return durability;
            }
        }
        return null;
    }

    /** The bit that stands for it in a set. */
    public int bit() {
        return bit;
    }

    /** Whether the disk must have it first. */
    public boolean isForced() {
        return this == FSYNC;
    }

    /** Of two the safer one. */
    public Durability and(Durability other) {
        return compareTo(other) < 0 ? other : this;
    }
}
