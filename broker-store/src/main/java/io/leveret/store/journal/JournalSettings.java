package io.leveret.store.journal;

import io.leveret.store.batch.BatchHeader;
import io.leveret.store.eviction.YoungBudget;

/**
 * How the journal behaves.
 *
 * @param fileSize octets of a journal file; a batch that is larger gets a file of its own
 * @param waitingBytes above this many octets waiting for the writer, cores take no publish
 * @param recoverTruncate a corrupt journal is cut where it is corrupt instead of refused
 * @param young above it the oldest files are emptied into cold files
 */
public record JournalSettings(
        long fileSize, long waitingBytes, SyncMode sync, boolean recoverTruncate, YoungBudget young) {
    public static final JournalSettings DEFAULT =
            new JournalSettings(128 << 20, 32 << 20, SyncMode.FSYNC, false, new YoungBudget(4L << 30, 4_000_000));

    /** Tests use less than the 1 MiB that the configuration allows. */
    private static final long SMALLEST_FILE = 16 * BatchHeader.ALIGNMENT;

    private static final long LARGEST_FILE = 1L << 30;

    public JournalSettings {
        if (fileSize < SMALLEST_FILE || fileSize > LARGEST_FILE || fileSize % BatchHeader.ALIGNMENT != 0) {
            throw new IllegalArgumentException(
                    "journal file size " + fileSize + " is not a multiple of 4096 up to 1 GiB");
        }
        if (waitingBytes < 1) {
            throw new IllegalArgumentException("journal bound of " + waitingBytes + " octets");
        }
    }

    /** The same but for the young budget. */
    public JournalSettings withYoung(YoungBudget other) {
        return new JournalSettings(fileSize, waitingBytes, sync, recoverTruncate, other);
    }
}
