package io.leveret.store.ledger;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.JournalRecord.QueueDeclared;
import io.leveret.core.journal.Replay;
import io.leveret.core.journal.SettingKind;
import io.leveret.store.batch.Evicted;
import io.leveret.store.cold.ColdDirectory;
import io.leveret.store.cold.ColdSection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jctools.maps.NonBlockingHashMapLong;
import org.jspecify.annotations.Nullable;

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

    private final ColdFiles cold;
    private long highestQueueId;
    private long evictedThrough;
    private long highestColdFile;

    /** {@code coldFileOctets}: {@link ColdFiles#usualOctets}. */
    public Ledger(Snapshot snapshot, long coldFileOctets) {
        cold = new ColdFiles(coldFileOctets);
        highestQueueId = snapshot.highestQueueId();
        snapshot.settings().forEach(settings::put);
        snapshot.exchanges().forEach(definitions::exchangeDeclared);
        snapshot.bindings().forEach(definitions::bound);
        for (Snapshot.QueueMarks marks : snapshot.queues()) {
            queues.put(marks.declared().queueId(), new QueueLedger(marks));
        }
        evictedThrough = snapshot.cold().evictedThrough();
        highestColdFile = snapshot.cold().highestFile();
    }

    /** What a snapshot has in a cold file, which is so large. */
    public void restoreCold(Snapshot.ColdBlock block, long fileOctets) {
        QueueLedger queue = queues.get(block.queueId());
        if (queue != null) {
            ColdFile file = cold.file(block.file(), fileOctets);
            queue.seqs().addCold(new LiveBlock(block, file));
        }
    }

    /**
     * What was in the oldest journal files, and in cold files that were rewritten, is in these cold files now. They are those of the record that are there; the
     * number of one that is gone is not used again, as the record would seem to speak of the new one.
     */
    public void evicted(Evicted record, List<ColdDirectory> into) {
        evictedThrough = Math.max(evictedThrough, record.through());
        for (long number : record.coldFiles()) {
            highestColdFile = Math.max(highestColdFile, number);
        }
        for (ColdDirectory directory : into) {
            ColdFile file = cold.file(directory.number(), directory.octets());
            for (ColdSection section : directory.sections()) {
                QueueLedger queue = queues.get(section.queueId());
                if (queue != null) {
                    queue.seqs().move(section, file);
                }
            }
            cold.changed(file);
        }
    }

    public ColdFiles cold() {
        return cold;
    }

    /** What was live in journal files up to this one is in cold files. */
    public long evictedThrough() {
        return evictedThrough;
    }

    public long highestColdFile() {
        return highestColdFile;
    }

    /** The block in which a message of a queue is live; null if it is not. */
    public @Nullable LiveBlock find(long queueId, long seq) {
        QueueLedger queue = queues.get(queueId);
        return queue == null ? null : queue.seqs().find(seq);
    }

    /** All blocks of live messages, queue by queue in ascending order. */
    public void forEachBlock(Consumer<LiveBlock> visitor) {
        inOrder().forEach(queue -> queue.seqs().forEach(visitor));
    }

    /** A message that lies at {@code location} of {@code file} is live in these queues. */
    public void enqueued(long[] queueIds, long[] seqs, JournalFile file, long location, long deadlineMillis) {
        for (int i = 0; i < queueIds.length; i++) {
            QueueLedger queue = queues.get(queueIds[i]);
            if (queue != null) {
                queue.enqueued(seqs[i], file, location, deadlineMillis);
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
                List.copyOf(definitions.bindings()),
                coldSnapshot());
    }

    private Snapshot.Cold coldSnapshot() {
        List<Snapshot.ColdBlock> blocks = new ArrayList<>();
        for (ColdFile file : cold.all()) {
            file.blocks().forEach(block -> blocks.add(block.snapshot(file)));
        }
        return new Snapshot.Cold(evictedThrough, highestColdFile, blocks);
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
