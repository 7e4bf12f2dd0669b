package io.leveret.store.intake;

import io.leveret.core.journal.Durability;
import io.leveret.core.journal.Journal;
import io.leveret.core.journal.JournalRecord;
import io.leveret.store.batch.RecordSize;
import java.util.Arrays;

/** Collects what its core appends in a turn and hands it over at the turn's end. Owner: core. */
public final class JournalPort implements Journal {
    private static final int FIRST_CAPACITY = 16;
    private static final int NO_UNIT = -1;

    private final PortLane lane;
    private final Durability durability;
    private JournalRecord[] records = new JournalRecord[FIRST_CAPACITY];
    private boolean[] joined = new boolean[FIRST_CAPACITY];
    private int count;
    /** Where the open unit begins in {@link #records}. */
    private int unitStart = NO_UNIT;

    private long pendingOctets;
    private long lastPosition;
    /** {@linkplain Durability#bit Bits} of what somebody waits for. */
    private int awaited;

    /** {@code durability}: the node's. */
    public JournalPort(PortLane lane, Durability durability) {
        this.lane = lane;
        this.durability = durability;
    }

    @Override
    public long append(JournalRecord record) {
        if (record instanceof JournalRecord.Enqueue enqueue && enqueue.message().location() != 0) {
            // its location would have to be two: the holders of the first would lose it with the second
            throw new IllegalStateException("a message is enqueued by one record only: " + record);
        }
        if (count == records.length) {
            records = Arrays.copyOf(records, 2 * count);
            joined = Arrays.copyOf(joined, 2 * count);
        }
        records[count] = record;
        joined[count++] = unitStart != NO_UNIT;
        pendingOctets += RecordSize.of(record);
        return ++lastPosition;
    }

    @Override
    public void beginUnit() {
        if (unitStart != NO_UNIT) {
            throw new IllegalStateException("units of the journal do not nest");
        }
        unitStart = count;
    }

    @Override
    public void endUnit() {
        if (unitStart == NO_UNIT) {
            throw new IllegalStateException("no unit of the journal is open");
        }
        if (count > unitStart) {
            joined[count - 1] = false;
        }
        unitStart = NO_UNIT;
    }

    @Override
    public void requestSync() {
        request(durability);
    }

    @Override
    public void request(Durability wanted) {
        awaited |= wanted.bit();
    }

    @Override
    public Durability durability() {
        return durability;
    }

    /** Of an open unit nothing is handed over yet. */
    @Override
    public void flush() {
        int complete = unitStart == NO_UNIT ? count : unitStart;
        if (complete == 0 && awaited == 0) {
            return;
        }
        int rest = count - complete;
        JournalRecord[] given = records;
        boolean[] givenJoined = joined;
        int capacity = Math.max(FIRST_CAPACITY, Math.max(rest, complete));
        records = Arrays.copyOf(Arrays.copyOfRange(given, complete, count), capacity);
        joined = Arrays.copyOf(Arrays.copyOfRange(givenJoined, complete, count), capacity);
        long octets = pendingOctets;
        pendingOctets = 0;
        for (int i = 0; i < rest; i++) {
            pendingOctets += RecordSize.of(records[i]);
        }
        lane.handOver(new Handover(given, givenJoined, complete, lastPosition - rest, awaited), octets - pendingOctets);
        awaited = rest > 0 ? awaited : 0;
        count = rest;
        unitStart = unitStart == NO_UNIT ? NO_UNIT : 0;
    }

    @Override
    public boolean hasRoom() {
        return lane.hasRoom(pendingOctets);
    }

    @Override
    public boolean takesPublishes() {
        return lane.takesPublishes(pendingOctets);
    }

    @Override
    public boolean isDiskLow() {
        return lane.isDiskLow();
    }

    @Override
    public void release() {
        lane.release();
    }

    @Override
    public long lastPosition() {
        return lastPosition;
    }
}
