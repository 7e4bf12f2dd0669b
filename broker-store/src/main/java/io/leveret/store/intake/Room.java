package io.leveret.store.intake;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the octets that wait for the writer, of all ports. Over the bound a core takes no publish until less than half waits; acks and
 * the like are always taken. While the disk is nearly full, or the journal's files are too many, no publish is taken either, however little waits. Shared by
 * cores and writer.
 */
public final class Room {
    private final AtomicLong waiting = new AtomicLong();
    private final long bound;
    private final AtomicBoolean diskIsFull = new AtomicBoolean();
    private final AtomicBoolean behind = new AtomicBoolean();

    public Room(long bound) {
        this.bound = bound;
    }

    void occupy(long octets) {
        waiting.getAndAdd(octets);
    }

    /** Returns whether less than half of the bound waits now, and publishes that had to wait may go on. */
    public boolean release(long octets) {
        return waiting.addAndGet(-octets) < bound / 2 && !diskIsFull.get() && !behind.get();
    }

    /** Whether the journal's oldest files have to be emptied before it takes more. */
    public void behind(boolean isBehind) {
        behind.set(isBehind);
    }

    boolean hasRoom(long pending) {
        return waiting.get() + pending < bound;
    }

    boolean takesPublishes(long pending) {
        return !diskIsFull.get() && !behind.get() && hasRoom(pending);
    }

    boolean isDiskFull() {
        return diskIsFull.get();
    }

    /** Whether the disk is nearly full; who ends that tells the cores. */
    public void diskIsFull(boolean full) {
        diskIsFull.set(full);
    }
}
