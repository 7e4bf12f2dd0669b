package io.leveret.store.batch;

/** Where a message's entry lies, in one long that is opaque to all others and never 0: the file's number, offset / 8. */
public final class Location {
    /** The longest file that locations can address: 2 GiB. */
    public static final long MAX_FILE_SIZE = 1L << 31;

    private static final int OFFSET_BITS = 28;
    /** Set in the file's number: it is not one of the journal's. */
    private static final long COLD = 1L << 34;

    private Location() {}

    public static long of(long fileSeq, long offset) {
        return fileSeq << OFFSET_BITS | offset >>> 3;
    }

    /** In the cold file with this number. */
    public static long ofCold(long number, long offset) {
        return of(COLD | number, offset);
    }

    public static boolean isCold(long location) {
        return (fileSeq(location) & COLD) != 0;
    }

    /** The number of the cold file. */
    public static long coldNumber(long location) {
        return fileSeq(location) & ~COLD;
    }

    /** The sequence number of the journal's file. */
    public static long fileSeq(long location) {
        return location >>> OFFSET_BITS;
    }

    public static long offset(long location) {
        return (location & (1L << OFFSET_BITS) - 1) << 3;
    }
}
