package io.leveret.store.recovery;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.StoredMessage;
import io.leveret.store.batch.Evicted;
import io.leveret.store.batch.RecordVisitor;
import io.leveret.store.ledger.JournalFile;
import io.leveret.store.ledger.Ledger;

/** Applies one file's records to the ledger, as the writer did. Owner: node, while it starts. */
final class LedgerReplay implements RecordVisitor {
    private final Ledger ledger;
    private final ColdRecovery cold;
    private final JournalFile file;
    private final boolean covered;
    private final boolean evicted;

    /** {@code covered}: by the snapshot that the ledger was made from. */
    LedgerReplay(Ledger ledger, ColdRecovery cold, JournalFile file, boolean covered) {
        this.ledger = ledger;
        this.cold = cold;
        this.file = file;
        this.covered = covered;
        this.evicted = covered && file.seq() <= ledger.evictedThrough();
    }

    @Override
    public void enqueued(long location, StoredMessage message, long[] queueIds, long[] seqs) {
        if (!evicted) {
            ledger.enqueued(queueIds, seqs, file, location, message.deadlineMillis());
        }
    }

    @Override
    public void record(JournalRecord record) {
        if (covered) {
            ledger.applyCovered(record);
        } else {
            ledger.apply(record);
        }
    }

    @Override
    public void evicted(Evicted moved) {
        if (!covered) {
            cold.evicted(moved, ledger);
        }
    }
}
