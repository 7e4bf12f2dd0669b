package io.leveret.store.journal;

import io.leveret.core.journal.Durability;
import io.leveret.store.disk.DiskFile;
import io.leveret.store.intake.PortLane;
import io.leveret.store.intake.PortMark;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Forces what was written and announces it: all that has come meanwhile with one force, so a group is as large as the disk is slow. What
 * nobody waits for is forced after {@value #PATIENCE_MILLIS} ms. Owner: journal syncer.
 */
final class JournalSyncer implements Worker {
    private static final long PATIENCE_MILLIS = 200;

    private final SyncLane lane;
    private final SyncMode mode;
    private final LongSupplier nanoTime;
    private final JournalCounters counters;
    /** How far each port is with what was taken and not announced. */
    private final Map<PortLane, Long> reached = new LinkedHashMap<>();
    /** The same of those ports that wait for a sync, on a node whose cores don't. */
    private final Map<PortLane, Long> synced = new LinkedHashMap<>();
    /** Written to and not forced; only one can be, as the writer waits before it takes another. */
    private @Nullable DiskFile unsynced;

    private long unsyncedSince;
    private long lastBatch;
    /** The bits of what cores wait for what was taken to be. */
    private int awaited;

    private boolean urgent;

    JournalSyncer(SyncLane lane, SyncMode mode, LongSupplier nanoTime, JournalCounters counters) {
        this.lane = lane;
        this.mode = mode;
        this.nanoTime = nanoTime;
        this.counters = counters;
        this.lastBatch = lane.synced();
    }

    @Override
    public String name() {
        return "journal-syncer";
    }

    @Override
    public boolean doWork() throws IOException {
        boolean worked = takeAll();
        if (mode != SyncMode.FSYNC) {
            announce();
        }
        if (isDue()) {
            force();
            worked = true;
        }
        if (unsynced == null) {
            announce(); // nothing or only dropped pairs came after what is forced
            if (mode != SyncMode.FSYNC) {
                synced.forEach(PortLane::synced);
                synced.clear();
            }
            awaited = 0;
        }
        return worked;
    }

    private boolean takeAll() {
        boolean any = false;
        for (Written written = lane.poll(); written != null; written = lane.poll()) {
            if (written.file() != null && unsynced == null) {
                unsynced = written.file();
                unsyncedSince = nanoTime.getAsLong();
            }
            lastBatch = written.lastBatch();
            for (PortMark mark : written.marks()) {
                reached.put(mark.lane(), mark.position());
                if (mode != SyncMode.FSYNC && mark.awaitsSync()) {
                    synced.put(mark.lane(), mark.position());
                }
            }
            awaited |= written.awaited();
            urgent |= written.urgent();
            any = true;
        }
        return any;
    }

    private boolean isDue() {
        if (urgent) {
            return true;
        }
        if (unsynced == null) {
            return false;
        }
        return awaits(Durability.FSYNC) || (isInTime() && patienceIsOver());
    }

    private boolean awaits(Durability durability) {
        return (awaited & durability.bit()) != 0;
    }

    /** Whether what is written is forced at all before its file is full. */
    private boolean isInTime() {
        return mode != SyncMode.OS || awaits(Durability.INTERVAL);
    }

    private boolean patienceIsOver() {
        return nanoTime.getAsLong() - unsyncedSince >= TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    }

    /** Forces what was taken, even if nobody waits for it. */
    void force() throws IOException {
        if (unsynced != null) {
            long began = nanoTime.getAsLong();
            unsynced.force();
            unsynced = null;
            counters.synced(nanoTime.getAsLong() - began);
        }
        lane.synced(lastBatch, urgent);
        urgent = false;
    }

    private void announce() {
        if (!reached.isEmpty()) {
            reached.forEach(PortLane::durable);
            reached.clear();
        }
    }

    @Override
    public long idleNanos() {
        if (unsynced == null || !isInTime()) {
            return Long.MAX_VALUE;
        }
        long waited = nanoTime.getAsLong() - unsyncedSince;
        return Math.max(1, TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS) - waited);
    }
}
