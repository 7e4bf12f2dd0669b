package io.leveret.store.recovery;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.Replay;
import io.leveret.core.journal.StoredMessage;
import io.leveret.store.batch.Evicted;
import io.leveret.store.batch.RecordVisitor;
import io.leveret.store.ledger.Ledger;
import io.leveret.store.ledger.LiveBlock;
import java.util.Arrays;

/** Passes on messages with those targets that nothing in the journal settled, and that live here and in no cold file. Owner: node, while it starts. */
final class LiveOnly implements RecordVisitor {
    private final Ledger ledger;
    private final Replay to;
    private long messages;

    LiveOnly(Ledger ledger, Replay to) {
        this.ledger = ledger;
        this.to = to;
    }

    @Override
    public void enqueued(long location, StoredMessage message, long[] queueIds, long[] seqs) {
        int live = 0;
        for (int i = 0; i < queueIds.length; i++) {
            LiveBlock block = ledger.find(queueIds[i], seqs[i]);
            if (block != null && block.location(seqs[i]) == location) {
                queueIds[live] = queueIds[i];
                seqs[live++] = seqs[i];
            }
        }
        if (live > 0) {
            messages++;
            to.enqueued(message, Arrays.copyOf(queueIds, live), Arrays.copyOf(seqs, live));
        }
    }

    @Override
    public void record(JournalRecord record) {}

    @Override
    public void evicted(Evicted evicted) {}

    long messages() {
        return messages;
    }
}
