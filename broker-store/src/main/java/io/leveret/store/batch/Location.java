package io.leveret.store.batch;

/** Where a message's entry lies, in one long that is opaque to all others and never 0: file's sequence number, offset / 8. */
public final class Location {
    /** The longest file that locations can address: 2 GiB. */
    public static final long MAX_FILE_SIZE = 1L << 31;

    private static final int OFFSET_BITS = 28;

    private Location() {}

    public static long of(long fileSeq, long offset) {
        return fileSeq << OFFSET_BITS | offset >>> 3;
    }

    public static long fileSeq(long location) {
        return location >>> OFFSET_BITS;
    }

    public static long offset(long location) {
        return (location & (1L << OFFSET_BITS) - 1) << 3;
    }
}
