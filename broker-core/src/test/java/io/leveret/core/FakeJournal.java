package io.leveret.core;

import io.leveret.core.journal.Durability;
import io.leveret.core.journal.DurableListener;
import io.leveret.core.journal.Journal;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.Replay;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A journal in memory: it becomes durable and has room when a test says so. A message's location is the position of its record. */
public final class FakeJournal implements Journal {
    private final List<JournalRecord> records = new ArrayList<>();
    private final List<Integer> unitEnds = new ArrayList<>();
    private final Map<Long, Map<Long, Integer>> places = new HashMap<>();
    private DurableListener listener;
    private boolean inUnit;
    private int unitStart;
    private boolean room = true;
    private boolean diskFull;
    private boolean released;
    private long durable;
    private long flushed;
    private Durability durability = Durability.FSYNC;
    private final Map<Durability, Long> requested = new EnumMap<>(Durability.class);
    private long cold;

    /** The core that hears of what is durable. */
    public void listener(DurableListener newListener) {
        listener = newListener;
    }

    @Override
    public long append(JournalRecord record) {
        records.add(record);
        if (record instanceof JournalRecord.Enqueue enqueue) {
            for (int i = 0; i < enqueue.seqs().length; i++) {
                places.computeIfAbsent(enqueue.queueIds()[i], any -> new HashMap<>())
                        .put(enqueue.seqs()[i], records.size());
            }
        }
        if (!inUnit) {
            unitEnds.add(records.size());
        }
        return records.size();
    }

    @Override
    public void beginUnit() {
        if (inUnit) {
            throw new IllegalStateException("units do not nest");
        }
        inUnit = true;
        unitStart = records.size();
    }

    @Override
    public void endUnit() {
        if (!inUnit) {
            throw new IllegalStateException("no unit was begun");
        }
        inUnit = false;
        if (records.size() > unitStart) {
            unitEnds.add(records.size());
        }
    }

    @Override
    public void requestSync() {
        request(durability);
    }

    @Override
    public void request(Durability wanted) {
        requested.put(wanted, (long) records.size());
    }

    @Override
    public Durability durability() {
        return durability;
    }

    /** What the node waits for; before anything happens. */
    public void durability(Durability nodes) {
        durability = nodes;
    }

    /** All that was handed over is written, or synced, whichever the node does not wait for. */
    public void other() {
        if (durability.isForced()) {
            listener.written(flushed);
        } else {
            listener.synced(flushed);
        }
    }

    /** The position up to which somebody asked for this; 0 if nobody did. */
    public long requested(Durability wanted) {
        return requested.getOrDefault(wanted, 0L);
    }

    @Override
    public void flush() {
        flushed = records.size();
    }

    @Override
    public boolean hasRoom() {
        return room;
    }

    @Override
    public boolean isDiskLow() {
        return diskFull;
    }

    @Override
    public boolean takesPublishes() {
        return room && !diskFull;
    }

    @Override
    public void release() {
        released = true;
    }

    public boolean isReleased() {
        return released;
    }

    @Override
    public long lastPosition() {
        return records.size();
    }

    /** Everything up to this position is durable. */
    public void durable(long upTo) {
        if (upTo > flushed) {
            throw new IllegalStateException("position " + upTo + " was not handed over, only " + flushed);
        }
        for (long position = durable + 1; position <= upTo; position++) {
            if (records.get((int) position - 1) instanceof JournalRecord.Enqueue enqueue) {
                enqueue.message().storedAt(position);
            }
        }
        durable = Math.max(durable, upTo);
        listener.durable(upTo);
    }

    /** All that was handed over is durable. */
    public void durable() {
        durable(flushed);
    }

    /** As {@link #durable()}, if anything was handed over since. */
    public void durableIfNew() {
        if (flushed > durable) {
            durable();
        }
    }

    public long durablePosition() {
        return durable;
    }

    public long flushedPosition() {
        return flushed;
    }

    /** The position up to which somebody asked for a sync. */
    public long syncRequested() {
        return requested(durability);
    }

    /** Whether there is room; the core hears of new room. */
    public void room(boolean hasRoom) {
        boolean took = takesPublishes();
        room = hasRoom;
        tellIfChanged(took);
    }

    /** Whether the disk is nearly full; the core hears when it is not any more. */
    public void diskFull(boolean full) {
        boolean took = takesPublishes();
        diskFull = full;
        tellIfChanged(took);
    }

    private void tellIfChanged(boolean took) {
        if (takesPublishes() && !took) {
            listener.roomAgain();
        }
    }

    /** The position of the record with which this message came to this queue. */
    public long position(long queueId, long seq) {
        return places.get(queueId).get(seq);
    }

    public List<JournalRecord> records() {
        return records;
    }

    /** How many records there were at the end of each unit, in order. */
    public List<Integer> unitEnds() {
        return unitEnds;
    }

    /** The records of each unit, in order. */
    public List<List<JournalRecord>> units() {
        List<List<JournalRecord>> units = new ArrayList<>();
        int from = 0;
        for (int end : unitEnds) {
            units.add(List.copyOf(records.subList(from, end)));
            from = end;
        }
        return units;
    }

    /** Power is cut: what is left are the whole units up to what was durable. */
    public void crash() {
        unitEnds.removeIf(end -> end > durable);
        int kept = unitEnds.isEmpty() ? 0 : unitEnds.get(unitEnds.size() - 1);
        records.subList(kept, records.size()).clear();
        places.values().forEach(of -> of.values().removeIf(position -> position > kept));
        durable = kept;
        flushed = kept;
        room = true;
        diskFull = false;
        inUnit = false;
    }

    /** At the next start messages come as runs if their records are up to this position, and the others one by one. */
    public void cold(long upTo) {
        cold = upTo;
    }

    /** Passes on what is in force, as a node's start does. */
    public void replay(Replay to) {
        new FakeReplay(records, cold).to(to);
    }
}
