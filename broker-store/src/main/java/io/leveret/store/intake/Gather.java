package io.leveret.store.intake;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.JournalRecord.Enqueue;
import io.leveret.core.journal.JournalRecord.Settle;
import io.leveret.store.ledger.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What goes into the next batch: whole units, up to 1 MiB or one larger unit. A message that was settled before it was written is
 * dropped together with its settle, and neighbouring settles of a queue become one. What belongs to a unit of several records stays as it
 * is, so that the unit is seen as a whole or not at all. Owner: journal writer.
 */
public final class Gather {
    private static final long LIMIT = 1 << 20;

    private final Ledger ledger;
    private final List<@Nullable JournalRecord> records = new ArrayList<>();
    /** Whether the record at that index belongs to a unit of several. */
    private final List<Boolean> inUnit = new ArrayList<>();

    private final GatheredEnqueues enqueues = new GatheredEnqueues();
    /** Per queue the index of the last settle that is not part of a unit. */
    private final Map<Long, Integer> lastSettles = new HashMap<>();

    private final List<PortMark> marks = new ArrayList<>();
    private long octets;
    private int awaited;
    private int first;

    public Gather(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Takes what the cores have handed over, beginning with another core each time; false if there is nothing. */
    public boolean fill(List<Intake> intakes) {
        int count = intakes.size();
        for (int i = 0; i < count; i++) {
            intakes.get((first + i) % count).takeInto(this);
        }
        first = count == 0 ? 0 : (first + 1) % count;
        return !isEmpty();
    }

    public boolean isEmpty() {
        return marks.isEmpty();
    }

    public void clear() {
        records.clear();
        inUnit.clear();
        enqueues.clear();
        lastSettles.clear();
        marks.clear();
        octets = 0;
        awaited = 0;
    }

    boolean hasRoomFor(long more) {
        return octets == 0 || octets + more <= LIMIT;
    }

    void taken(long more) {
        octets += more;
    }

    void reached(PortLane lane, long position, int awaitedOfIt) {
        marks.add(new PortMark(lane, position, awaitedOfIt));
        awaited |= awaitedOfIt;
    }

    void add(JournalRecord record, boolean partOfUnit) {
        if (record instanceof Enqueue enqueue) {
            for (int i = 0; i < enqueue.queueIds().length; i++) {
                enqueues.add(enqueue.queueIds()[i], enqueue.seqs()[i], records.size());
            }
        } else if (record instanceof Settle settle && !partOfUnit) {
            settle(settle);
            return;
        }
        records.add(record);
        inUnit.add(partOfUnit);
    }

    private void settle(Settle settle) {
        boolean dropped = dropSettled(settle);
        if (dropped) {
            return;
        }
        Settle merged = settle;
        Integer previous = lastSettles.get(settle.queueId());
        // the earlier one moves to the later place: before it a message of the range may be enqueued
        if (previous != null && records.get(previous) instanceof Settle before) {
            if (before.last() + 1 == settle.first()) {
                merged = new Settle(settle.queueId(), before.first(), settle.last());
                records.set(previous, null);
            } else if (settle.last() + 1 == before.first()) {
                merged = new Settle(settle.queueId(), settle.first(), before.last());
                records.set(previous, null);
            }
        }
        lastSettles.put(settle.queueId(), records.size());
        records.add(merged);
        inUnit.add(false);
    }

    /** Drops the messages in range that are not written yet; returns whether the settle has nothing else to say. */
    private boolean dropSettled(Settle settle) {
        boolean nothingLeft = !ledger.anyLive(settle.queueId(), settle.first(), settle.last());
        if (settle.last() - settle.first() < enqueues.size()) {
            for (long seq = settle.first(); seq <= settle.last(); seq++) {
                int entry = enqueues.find(settle.queueId(), seq);
                nothingLeft &= entry < 0 || dropTarget(entry, settle.queueId());
            }
        } else {
            for (int entry = 0; entry < enqueues.size(); entry++) {
                if (enqueues.isIn(entry, settle.queueId(), settle.first(), settle.last())) {
                    nothingLeft &= dropTarget(entry, settle.queueId());
                }
            }
        }
        return nothingLeft;
    }

    private boolean dropTarget(int entry, long queueId) {
        int index = enqueues.slot(entry);
        if (inUnit.get(index) || !(records.get(index) instanceof Enqueue enqueue)) {
            return false;
        }
        enqueues.drop(entry);
        records.set(index, without(enqueue, queueId));
        return true;
    }

    private static @Nullable Enqueue without(Enqueue enqueue, long queueId) {
        int left = enqueue.queueIds().length - 1;
        if (left == 0) {
            return null;
        }
        long[] queueIds = new long[left];
        long[] seqs = new long[left];
        int to = 0;
        for (int from = 0; from <= left; from++) {
            if (enqueue.queueIds()[from] != queueId) {
                queueIds[to] = enqueue.queueIds()[from];
                seqs[to++] = enqueue.seqs()[from];
            }
        }
        return new Enqueue(enqueue.message(), queueIds, seqs);
    }

    /** The records that are left, in their order. */
    public void forEach(Consumer<JournalRecord> consumer) {
        for (JournalRecord record : records) {
            if (record != null) {
                consumer.accept(record);
            }
        }
    }

    /** How far each port is, once the records are durable. */
    public List<PortMark> marks() {
        return List.copyOf(marks);
    }

    /** The bits of what somebody waits for these records to be. */
    public int awaited() {
        return awaited;
    }

    /** Octets that the cores counted for what was taken. */
    public long octets() {
        return octets;
    }
}
