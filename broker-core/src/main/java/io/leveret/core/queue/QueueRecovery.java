package io.leveret.core.queue;

import io.leveret.core.journal.StoredMessage;
import io.leveret.core.journal.StoredRun;
import java.util.BitSet;

/** Rebuilds a queue from what the journal says of it, before its core runs: all messages are packed. Owner: core. */
public final class QueueRecovery {
    private final Queue queue;
    private final ReadyLevels ready;
    private final DeliveredMark delivered;
    private final StoredDeliveries deliveries;
    private final Expiry expiry;

    QueueRecovery(Queue queue, ReadyLevels ready, DeliveredMark delivered, StoredDeliveries deliveries, Expiry expiry) {
        this.queue = queue;
        this.ready = ready;
        this.delivered = delivered;
        this.deliveries = deliveries;
        this.expiry = expiry;
    }

    /** A message lies in the journal. */
    public void message(long seq, StoredMessage message) {
        ready.add(seq, message);
        queue.used(seq);
        expiry.watch(seq, message);
    }

    /** Messages lie on disk. */
    public void run(StoredRun run) {
        ready.add(run);
        BitSet live = BitSet.valueOf(run.live());
        queue.used(run.base() + live.length() - 1);
        long[] deadlines = run.deadlines();
        if (deadlines != null) {
            int i = 0;
            for (int bit = live.nextSetBit(0); bit >= 0; bit = live.nextSetBit(bit + 1)) {
                expiry.watch(run.base() + bit, deadlines[i++]);
            }
        }
    }

    /** These messages were settled. */
    public void settled(long first, long last) {
        ready.removeRange(first, last);
        deliveries.gone(first, last);
        queue.used(last);
    }

    /** Sequence numbers up to here have been used, and what is left of them was delivered. */
    public void delivered(long upTo) {
        delivered.restore(upTo);
        deliveries.delivered(upTo);
        queue.used(upTo);
    }

    /** A message had come back. */
    public void requeued(long seq, int count) {
        if (ready.find(seq) != null) {
            deliveries.returned(seq, count);
        }
    }
}
