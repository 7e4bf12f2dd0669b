package io.leveret.store.recovery;

import io.leveret.store.ledger.JournalFile;
import io.leveret.store.ledger.Ledger;
import java.util.List;

/**
 * What the running journal goes on from.
 *
 * @param files oldest first; the last one may have room for more
 * @param nextFile the sequence number of the next file
 * @param nextBatch everything before this batch is synced
 * @param lastSnapshot the number of the newest definitions file
 * @param unneeded names of files in the journal's folder that nobody needs
 * @param unneededCold names of cold files that nobody needs
 */
public record Recovered(
        Ledger ledger,
        List<JournalFile> files,
        long nextFile,
        long nextBatch,
        long lastSnapshot,
        List<String> unneeded,
        List<String> unneededCold) {}
