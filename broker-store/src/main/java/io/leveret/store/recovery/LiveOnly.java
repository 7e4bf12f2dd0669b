package io.leveret.store.recovery;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.Replay;
import io.leveret.core.journal.StoredMessage;
import io.leveret.store.ledger.Ledger;
import java.util.Arrays;

/** Passes on messages with those targets that nothing in the journal settled. Owner: node, while it starts. */
final class LiveOnly implements Replay {
    private final Ledger ledger;
    private final Replay to;
    private long messages;

    LiveOnly(Ledger ledger, Replay to) {
        this.ledger = ledger;
        this.to = to;
    }

    @Override
    public void enqueued(StoredMessage message, long[] queueIds, long[] seqs) {
        int live = 0;
        for (int i = 0; i < queueIds.length; i++) {
            if (ledger.anyLive(queueIds[i], seqs[i], seqs[i])) {
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
    public void replay(JournalRecord record) {}

    long messages() {
        return messages;
    }
}
