package io.leveret.store.ledger;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.Replay;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the journal knows of one durable queue. Owner: journal writer. */
final class QueueLedger {
    private final JournalRecord.QueueDeclared declared;
    private final LiveSeqs seqs;
    /** The highest number that any record named: lower ones are never given out again. */
    private long highest;
    /** The highest number that a message was written under. */
    private long highestEnqueued;

    private long delivered;
    /** Delivery counts of live messages that came back; most queues have none. */
    private @Nullable TreeMap<Long, Integer> requeued;

    QueueLedger(JournalRecord.QueueDeclared declared) {
        this.declared = declared;
        this.seqs = new LiveSeqs(declared.queueId());
    }

    QueueLedger(Snapshot.QueueMarks marks) {
        this(marks.declared());
        highest = marks.highest();
        delivered = marks.delivered();
        if (!marks.requeued().isEmpty()) {
            requeued = new TreeMap<>(marks.requeued());
        }
    }

    JournalRecord.QueueDeclared declared() {
        return declared;
    }

    LiveSeqs seqs() {
        return seqs;
    }

    void enqueued(long seq, JournalFile file, long location, long deadlineMillis) {
        if (seq <= highestEnqueued) {
            throw new IllegalStateException(
                    "queue " + declared.queueId() + " gave out sequence number " + seq + " after " + highestEnqueued);
        }
        highestEnqueued = seq;
        highest = Math.max(highest, seq);
        seqs.add(seq, file, location, deadlineMillis);
    }

    void settled(long first, long last) {
        highest = Math.max(highest, last);
        seqs.settle(first, last);
        if (requeued != null) {
            requeued.subMap(first, true, Math.max(first, last), true).clear();
            requeued = requeued.isEmpty() ? null : requeued;
        }
    }

    void delivered(long upTo) {
        highest = Math.max(highest, upTo);
        delivered = Math.max(delivered, upTo);
    }

    void requeued(long seq, int deliveryCount) {
        if (!seqs.isLive(seq)) {
            return; // its message was settled before either was written
        }
        if (requeued == null) {
            requeued = new TreeMap<>();
        }
        requeued.put(seq, deliveryCount);
    }

    /** The snapshot may count messages that were settled in the journal after it. */
    void forgetSettledRequeues() {
        if (requeued != null) {
            requeued.keySet().removeIf(seq -> !seqs.isLive(seq));
        }
    }

    Snapshot.QueueMarks marks() {
        return new Snapshot.QueueMarks(
                declared, delivered, highest, requeued == null ? Map.of() : new TreeMap<>(requeued));
    }

    /** What {@link Replay} hears of this queue after its messages. */
    void replayMarks(Replay to) {
        long id = declared.queueId();
        if (delivered > 0) {
            to.replay(new JournalRecord.Delivered(id, delivered));
        }
        if (requeued != null) {
            requeued.forEach((seq, count) -> to.replay(new JournalRecord.Requeue(id, seq, count)));
        }
        if (highest > 0 && !seqs.isLive(highest)) {
            to.replay(new JournalRecord.Settle(id, highest, highest)); // so that the number isn't given out again
        }
    }
}
