package io.leveret.store.recovery;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.Replay;
import io.leveret.core.journal.StoredMessage;
import io.leveret.store.ledger.JournalFile;
import io.leveret.store.ledger.Ledger;

/** Applies one file's records to the ledger, as the writer did. Owner: node, while it starts. */
final class LedgerReplay implements Replay {
    private final Ledger ledger;
    private final JournalFile file;
    private final boolean covered;

    /** {@code covered}: by the snapshot that the ledger was made from. */
    LedgerReplay(Ledger ledger, JournalFile file, boolean covered) {
        this.ledger = ledger;
        this.file = file;
        this.covered = covered;
    }

    @Override
    public void enqueued(StoredMessage message, long[] queueIds, long[] seqs) {
        ledger.enqueued(queueIds, seqs, file);
    }

    @Override
    public void replay(JournalRecord record) {
        if (covered) {
            ledger.applyCovered(record);
        } else {
            ledger.apply(record);
        }
    }
}
