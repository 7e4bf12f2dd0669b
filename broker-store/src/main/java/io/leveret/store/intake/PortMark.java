package io.leveret.store.intake;

import io.leveret.core.journal.Durability;

/**
 * A port's records up to {@code position} are in a batch, or were dropped on the way to it. {@code awaited}: the {@linkplain Durability#bit bits} of what its
 * core waits for them to be.
 */
public record PortMark(PortLane lane, long position, int awaited) {
    private static final int WRITTEN = Durability.OS.bit() | Durability.INTERVAL.bit();

    /** Tells the core that the records are written, if it waits for no more than that. */
    public void written() {
        if ((awaited & WRITTEN) != 0) {
            lane.written(position);
        }
    }

    public boolean awaitsSync() {
        return (awaited & Durability.FSYNC.bit()) != 0;
    }
}
