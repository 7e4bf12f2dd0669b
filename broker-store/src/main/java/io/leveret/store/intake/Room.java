package io.leveret.store.intake;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the octets that wait for the writer, of all ports. Over the bound a core takes no publish until less than half waits; acks and
 * the like are always taken. Shared by cores and writer.
 */
public final class Room {
    private final AtomicLong waiting = new AtomicLong();
    private final long bound;

    public Room(long bound) {
        this.bound = bound;
    }

    void occupy(long octets) {
        waiting.getAndAdd(octets);
    }

    /** Returns whether less than half of the bound waits now. */
    public boolean release(long octets) {
        return waiting.addAndGet(-octets) < bound / 2;
    }

    boolean hasRoom(long pending) {
        return waiting.get() + pending < bound;
    }
}
