package io.leveret.store.ledger;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.JournalRecord.QueueDeclared;
import io.leveret.core.journal.Replay;
import io.leveret.core.journal.SettingKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jctools.maps.NonBlockingHashMapLong;

/**
 * What the journal's records add up to: the definitions in force, and per queue its live messages and marks. The writer applies each
 * record as it writes it, recovery applies what it reads: the same methods. What a record says of a queue that is not declared (it was
 * deleted since) counts for nothing. Owner: journal writer; before the start, the node.
 */
public final class Ledger {
    private final Definitions definitions = new Definitions();
    private final SettingsInForce settings = new SettingsInForce();
    /** Chosen for its primitive keys. */
    private final NonBlockingHashMapLong<QueueLedger> queues = new NonBlockingHashMapLong<>();

    private long highestQueueId;

    public Ledger(Snapshot snapshot) {
        highestQueueId = snapshot.highestQueueId();
        snapshot.settings().forEach(settings::put);
        snapshot.exchanges().forEach(definitions::exchangeDeclared);
        snapshot.bindings().forEach(definitions::bound);
        for (Snapshot.QueueMarks marks : snapshot.queues()) {
            queues.put(marks.declared().queueId(), new QueueLedger(marks));
        }
    }

    /** A message in {@code file} is live in these queues. */
    public void enqueued(long[] queueIds, long[] seqs, JournalFile file) {
        for (int i = 0; i < queueIds.length; i++) {
            QueueLedger queue = queues.get(queueIds[i]);
            if (queue != null) {
                queue.enqueued(seqs[i], file);
            }
        }
    }

    /** Takes any record but an enqueue. */
    public void apply(JournalRecord record) {
        if (record instanceof JournalRecord.Settle r) {
            settled(r);
        } else if (record instanceof JournalRecord.Delivered r) {
            QueueLedger queue = queues.get(r.queueId());
            if (queue != null) {
                queue.delivered(r.upTo());
            }
        } else if (record instanceof JournalRecord.Requeue r) {
            QueueLedger queue = queues.get(r.queueId());
            if (queue != null) {
                queue.requeued(r.seq(), r.deliveryCount());
            }
        } else {
            define(record);
        }
    }

    /** Takes a record from a file that the snapshot covers: only settles are news. */
    public void applyCovered(JournalRecord record) {
        if (record instanceof JournalRecord.Settle r) {
            settled(r);
        }
    }

    private void settled(JournalRecord.Settle settle) {
        QueueLedger queue = queues.get(settle.queueId());
        if (queue != null) {
            queue.settled(settle.first(), settle.last());
        }
    }

    private void define(JournalRecord record) {
        if (record instanceof QueueDeclared r) {
            highestQueueId = Math.max(highestQueueId, r.queueId());
            queues.putIfAbsent(r.queueId(), new QueueLedger(r));
        } else if (record instanceof JournalRecord.QueueDeleted r) {
            QueueLedger queue = queues.remove(r.queueId());
            if (queue != null) {
                queue.seqs().settle(0, Long.MAX_VALUE);
                definitions.queueDeleted(
                        queue.declared().vhost(), queue.declared().name());
            }
        } else if (record instanceof JournalRecord.ExchangeDeclared r) {
            definitions.exchangeDeclared(r);
        } else if (record instanceof JournalRecord.ExchangeDeleted r) {
            definitions.exchangeDeleted(r.vhost(), r.name());
        } else if (record instanceof JournalRecord.Bound r) {
            definitions.bound(r);
        } else if (record instanceof JournalRecord.Unbound r) {
            definitions.unbound(r);
        } else if (record instanceof JournalRecord.SettingPut r) {
            settings.put(r);
        } else if (record instanceof JournalRecord.SettingRemoved r) {
            settings.remove(r);
            if (r.kind() == SettingKind.VHOST) {
                vhostDeleted(r.name());
            }
        }
    }

    private void vhostDeleted(String vhost) {
        definitions.vhostDeleted(vhost);
        for (QueueLedger queue : inOrder()) {
            if (queue.declared().vhost().equals(vhost)) {
                queues.remove(queue.declared().queueId());
                queue.seqs().settle(0, Long.MAX_VALUE);
            }
        }
    }

    /** Whether any message of the queue from {@code first} to {@code last} is live. */
    public boolean anyLive(long queueId, long first, long last) {
        QueueLedger queue = queues.get(queueId);
        return queue != null && queue.seqs().anyLive(first, last);
    }

    public long highestQueueId() {
        return highestQueueId;
    }

    public Snapshot snapshot(Snapshot.Span span) {
        List<Snapshot.QueueMarks> marks = new ArrayList<>();
        for (QueueLedger queue : inOrder()) {
            marks.add(queue.marks());
        }
        return new Snapshot(
                span.number(),
                span.covers(),
                span.firstFile(),
                span.firstBatch(),
                highestQueueId,
                List.copyOf(settings.all()),
                List.copyOf(definitions.exchanges()),
                marks,
                List.copyOf(definitions.bindings()));
    }

    /** Recovery has applied everything there is. */
    public void recovered() {
        queues.values().forEach(QueueLedger::forgetSettledRequeues);
    }

    /** First the settings, which have the virtual hosts and their policies, then exchanges and queues, then what binds them. */
    public void replayDefinitions(Replay to) {
        settings.all().forEach(to::replay);
        definitions.exchanges().forEach(to::replay);
        inOrder().forEach(queue -> to.replay(queue.declared()));
        definitions.bindings().forEach(to::replay);
    }

    /** After the messages. */
    public void replayMarks(Replay to) {
        inOrder().forEach(queue -> queue.replayMarks(to));
        if (highestQueueId > 0 && !queues.containsKey(highestQueueId)) {
            to.replay(new JournalRecord.QueueDeleted(highestQueueId)); // so that the id isn't given out again
        }
    }

    private List<QueueLedger> inOrder() {
        List<QueueLedger> sorted = new ArrayList<>(queues.values());
        sorted.sort(
                Comparator.comparingLong((QueueLedger queue) -> queue.declared().queueId()));
        return sorted;
    }
}
