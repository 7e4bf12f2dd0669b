package io.leveret.store.journal;

import io.leveret.store.disk.Disk;
import io.leveret.store.intake.Room;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the free space of the disk, once a second and before a journal file begins. Below the floor no publish is taken: what is left is for
 * acks and the like, which free space in the end. Publishes that use up what acks have just freed stop and go once a second at most. Owner: journal writer.
 */
final class DiskFloor {
    private static final Logger LOG = LoggerFactory.getLogger(DiskFloor.class);
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Publishes are taken again with this part of the floor free above it, so that they do not stop and go with every file. */
    private static final int MARGIN = 8;

    /** So many of a file's size are to be free for it to grow as it is written: beside it the recycler needs some. */
    private static final int GROWING = 2;

    private final Disk disk;
    private final long floor;
    private final Room room;
    private final LongSupplier nanoTime;
    private long free = Long.MAX_VALUE;
    private long lookedAt;
    private boolean everLooked;
    private boolean below;

    /** {@code floor} in octets. */
    DiskFloor(Disk disk, long floor, Room room, LongSupplier nanoTime) {
        this.disk = disk;
        this.floor = floor;
        this.room = room;
        this.nanoTime = nanoTime;
    }

    /** Looks if the last look was a second ago; returns whether publishes are taken again from now on. */
    boolean lookInTime() throws IOException {
        if (everLooked && nanoTime.getAsLong() - lookedAt < INTERVAL_NANOS) {
            return false;
        }
        everLooked = true;
        lookedAt = nanoTime.getAsLong();
        look();
        return isOver();
    }

    private void look() throws IOException {
        free = disk.freeBytes();
        if (!below && free < floor) {
            below = true;
            room.diskIsFull(true);
            LOG.warn(
                    "the disk is nearly full, no publish is taken: free={} floor={} folder={}; consume, purge or delete"
                            + " something, or make space on that file system",
                    free,
                    floor,
                    disk);
        }
    }

    private boolean isOver() {
        if (!below || free < floor + floor / MARGIN) {
            return false;
        }
        below = false;
        room.diskIsFull(false);
        LOG.info("publishes are taken again: free={} floor={} folder={}", free, floor, disk);
        return true;
    }

    /** Looks, and says whether a file that is to be {@code size} octets long had better not grow as it is written. */
    boolean isTooLowFor(long size) throws IOException {
        look();
        return below || free / GROWING < size;
    }

    /** Whether no publish is taken, according to the last look. */
    boolean isBelow() {
        return below;
    }

    /** Until it is time to look again. */
    long idleNanos() {
        return Math.max(1, INTERVAL_NANOS - (nanoTime.getAsLong() - lookedAt));
    }
}
