package io.leveret.store.intake;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the octets that wait for the writer, of all ports. Over the bound a core takes no publish until less than half waits, nor while the journal's files
 * are too many; acks and the like are always taken. Shared by cores and writer.
 */
public final class Room {
    private final AtomicLong waiting = new AtomicLong();
    private final long bound;
    private volatile boolean behind; // set by the writer, read by cores

    public Room(long bound) {
        this.bound = bound;
    }

    void occupy(long octets) {
        waiting.getAndAdd(octets);
    }

    /** Returns whether less than half of the bound waits now. */
    public boolean release(long octets) {
        return waiting.addAndGet(-octets) < bound / 2 && !behind;
    }

    /** Whether the journal has to catch up before it takes more. Called by the writer. */
    public void behind(boolean isBehind) {
        behind = isBehind;
    }

    boolean hasRoom(long pending) {
        return !behind && waiting.get() + pending < bound;
    }
}
