package io.leveret.core.queue;

import io.leveret.core.journal.StoredMessage;
import io.leveret.core.journal.StoredRun;
import io.leveret.core.message.MessageRef;
import io.leveret.core.queue.ReadyMessages.Entry;
import java.util.BitSet;

/** Rebuilds a queue from what the journal says of it, before its core runs. Owner: core. */
public final class QueueRecovery {
    private final Queue queue;
    private final ReadyLevels ready;
    private final DeliveredMark delivered;
    private final Expiry expiry;

    QueueRecovery(Queue queue, ReadyLevels ready, DeliveredMark delivered, Expiry expiry) {
        this.queue = queue;
        this.ready = ready;
        this.delivered = delivered;
        this.expiry = expiry;
    }

    /** A message lies in the journal. */
    public void message(long seq, StoredMessage message) {
        ready.insert(new Entry(seq, seq <= delivered.upTo() ? Entry.REDELIVERED : 0, message));
        queue.used(seq);
        expiry.watch(seq, message);
    }

    /** Messages lie on disk. */
    public void run(StoredRun run) {
        BitSet live = BitSet.valueOf(run.live());
        int count = live.cardinality();
        long[] deadlines = run.deadlines();
        long[] sizes = run.sizes();
        int i = 0;
        for (int bit = live.nextSetBit(0); bit >= 0; bit = live.nextSetBit(bit + 1), i++) {
            long size = sizes != null ? sizes[i] : run.bodyBytes() / count + (i < run.bodyBytes() % count ? 1 : 0);
            long deadline = deadlines == null ? MessageRef.NO_DEADLINE : deadlines[i];
            message(run.base() + bit, new StoredMessage(size, run.firstPublishedAtMillis(), deadline, run.priority()));
        }
    }

    /** These messages were settled. */
    public void settled(long first, long last) {
        ready.removeRange(first, last);
        queue.used(last);
    }

    /** Sequence numbers up to here have been used, and what is left of them was delivered. */
    public void delivered(long upTo) {
        delivered.restore(upTo, ready);
        queue.used(upTo);
    }

    /** A message had come back. */
    public void requeued(long seq, int deliveries) {
        ready.setDeliveries(seq, deliveries | Entry.REDELIVERED);
    }
}
