package io.leveret.store.reading;

import io.leveret.core.journal.MessageStore.PageListener;
import io.leveret.core.message.MessageRef;
import io.leveret.store.ledger.ColdFile;
import io.leveret.store.ledger.Ledger;
import io.leveret.store.ledger.LiveBlock;

/**
 * Messages that a core wants, on their way: from the core to the journal's writer, who knows where they lie, to the reader, who answers; if it does not find
 * them there, as they have moved meanwhile, once more to the writer. Given from thread to thread.
 */
final class PageOrder {
    /** A message moves seldom: some times at most while it waits. */
    private static final int MOST_TRIES = 4;

    final long queueId;
    final long[] seqs;
    final PageListener listener;
    /** Locations in the journal; 0 = look in the cold file, or nowhere. */
    final long[] locations;
    /** Numbers of cold files; 0 = none. */
    final long[] coldFiles;
    /** The moments that the journal has for what lies in it. */
    final long[] deadlines;

    private int tries;
    private boolean moved;

    PageOrder(long queueId, long[] seqs, PageListener listener) {
        this.queueId = queueId;
        this.seqs = seqs;
        this.listener = listener;
        this.locations = new long[seqs.length];
        this.coldFiles = new long[seqs.length];
        this.deadlines = new long[seqs.length];
    }

    /** Owner: journal writer. */
    void locate(Ledger ledger) {
        moved = false;
        for (int i = 0; i < seqs.length; i++) {
            LiveBlock block = ledger.find(queueId, seqs[i]);
            long coldFile = block != null && block.home() instanceof ColdFile file ? file.number() : 0;
            long location = block == null ? 0 : block.location(seqs[i]);
            moved |= coldFile != coldFiles[i] || (coldFile == 0 && location != locations[i]);
            locations[i] = location;
            coldFiles[i] = coldFile;
            deadlines[i] = block == null ? MessageRef.NO_DEADLINE : block.deadline(seqs[i]);
        }
    }

    /** Whether it is worth to ask once more where they lie: they may have moved since, and did so when it was asked last. */
    boolean tryAgain() {
        boolean again = tries == 0 || (moved && tries < MOST_TRIES);
        tries++;
        return again;
    }
}
