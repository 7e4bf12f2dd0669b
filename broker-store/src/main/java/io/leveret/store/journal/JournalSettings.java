package io.leveret.store.journal;

import io.leveret.store.batch.BatchHeader;
import io.leveret.store.eviction.YoungBudget;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the journal behaves.
 *
 * @param fileSize octets of a journal file; a batch that is larger gets a file of its own
 * @param waitingBytes above this many octets waiting for the writer, cores take no publish
 * @param freeDiskFloor with fewer octets free on its disk, cores take no publish
 * @param recoverTruncate a corrupt journal is cut where it is corrupt instead of refused
 * @param young above it the oldest files are emptied into cold files
 * @param backups the folder where backups are kept; without one it is in the data directory
 */
public record JournalSettings(
        long fileSize,
        long waitingBytes,
        long freeDiskFloor,
        SyncMode sync,
        boolean recoverTruncate,
        YoungBudget young,
        Optional<Path> backups) {
    public static final JournalSettings DEFAULT =
            new JournalSettings(128 << 20, 32 << 20, SyncMode.FSYNC, false, new YoungBudget(4L << 30, 4_000_000));

    /** Tests use less than the 1 MiB that the configuration allows. */
    private static final long SMALLEST_FILE = 16 * BatchHeader.ALIGNMENT;

    private static final long LARGEST_FILE = 1L << 30;

    private static final long SMALLEST_DEFAULT_FLOOR = 256 << 20;

    /** What acks need while they free space: a file that grows, and others made ahead. */
    private static final int FILES_BELOW_THE_FLOOR = 3;

    public JournalSettings {
        if (fileSize < SMALLEST_FILE || fileSize > LARGEST_FILE || fileSize % BatchHeader.ALIGNMENT != 0) {
            throw new IllegalArgumentException(
                    "journal file size " + fileSize + " is not a multiple of 4096 up to 1 GiB");
        }
        if (waitingBytes < 1) {
            throw new IllegalArgumentException("journal bound of " + waitingBytes + " octets");
        }
        if (freeDiskFloor < 0) {
            throw new IllegalArgumentException("floor of " + freeDiskFloor + " octets of free space");
        }
    }

    /** With backups in the data directory. */
    public JournalSettings(
            long fileSize,
            long waitingBytes,
            long freeDiskFloor,
            SyncMode sync,
            boolean recoverTruncate,
            YoungBudget young) {
        this(fileSize, waitingBytes, freeDiskFloor, sync, recoverTruncate, young, Optional.empty());
    }

    /** With the floor that suits the other sizes, too. */
    public JournalSettings(
            long fileSize, long waitingBytes, SyncMode sync, boolean recoverTruncate, YoungBudget young) {
        this(fileSize, waitingBytes, defaultFloor(fileSize, waitingBytes), sync, recoverTruncate, young);
    }

    /** What already waits to be written when publishes stop, and then some files. */
    public static long defaultFloor(long fileSize, long waitingBytes) {
        return Math.max(SMALLEST_DEFAULT_FLOOR, FILES_BELOW_THE_FLOOR * fileSize + waitingBytes);
    }
}
