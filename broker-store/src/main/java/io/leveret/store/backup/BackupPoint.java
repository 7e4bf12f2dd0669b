package io.leveret.store.backup;

import io.leveret.store.ledger.Snapshot;
import java.util.List;

/**
 * A moment of the journal, between two batches: a start with these files, and with the snapshot in the place of the definitions file, brings it back. Immutable.
 *
 * @param snapshot what was in force; it covers all of the journal's files
 * @param journal the journal's files, oldest first
 * @param cold names of the files of messages that have left the journal, which are never changed
 */
public record BackupPoint(Snapshot snapshot, List<Part> journal, List<String> cold) {
    /** A file from its beginning up to where the moment's last batch in it ends. */
    public record Part(String name, long octets) {}
}
