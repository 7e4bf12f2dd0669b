package io.leveret.store.intake;

import io.leveret.core.journal.DurableListener;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.SpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * One core's way to the writer and back. The queue itself has no bound: what is in it is bounded by {@link Room}, which stops publishes,
 * and acks must never be refused. Owner: core, but for
 * what the journal's threads take from it and announce.
 */
public final class PortLane {
    private static final int CHUNK = 64;

    /** Octets that nobody waits for and the writer is left asleep with: it looks by itself soon. */
    private static final long QUIET_OCTETS = 256 << 10;

    private final SpscUnboundedArrayQueue<Handover> queue = new SpscUnboundedArrayQueue<>(CHUNK);
    private final AtomicBoolean wantsRoom = new AtomicBoolean();
    private final DurableListener listener;
    private final Room room;
    private final Doorbell writer;
    private long quiet;
    private long announced;
    private long announcedOther;
    private volatile boolean released; // by the core, for the writer

    public PortLane(DurableListener listener, Room room, Doorbell writer) {
        this.listener = listener;
        this.room = room;
        this.writer = writer;
    }

    void handOver(Handover handover, long octets) {
        if (released) {
            return; // nobody would take it
        }
        room.occupy(octets);
        queue.offer(handover);
        quiet += octets;
        if (handover.awaited() != 0 || quiet > QUIET_OCTETS) {
            quiet = 0;
            writer.ring();
        } else {
            writer.knock();
        }
    }

    /** Nothing comes after what was handed over. */
    void release() {
        released = true;
        writer.ring();
    }

    /** Whether the writer may forget this core. */
    boolean isFinished() {
        return released && queue.isEmpty();
    }

    @Nullable
    Handover poll() {
        return queue.poll();
    }

    /** {@code pending}: octets that the core holds and has not handed over. */
    boolean hasRoom(long pending) {
        return room.hasRoom(pending);
    }

    /** {@code pending} as for {@link #hasRoom}. */
    boolean takesPublishes(long pending) {
        if (room.takesPublishes(pending)) {
            return true;
        }
        wantsRoom.set(true);
        // the writer may have made room just before it could see the wish
        return room.takesPublishes(pending) && wantsRoom.compareAndSet(true, false);
    }

    /** Whether it is the disk that keeps publishes from being taken. */
    boolean isDiskLow() {
        return room.isDiskFull();
    }

    /** Less than half of the room is taken, or the disk is no longer full: tells the core if publishes had to wait. */
    public void roomAgain() {
        if (wantsRoom.get() && wantsRoom.compareAndSet(true, false)) {
            listener.roomAgain();
        }
    }

    /** Called by the syncer only. */
    public void durable(long position) {
        if (position > announced) {
            announced = position;
            listener.durable(position);
        }
    }

    /** Called by the writer only, of a node whose cores wait for syncs. */
    void written(long position) {
        if (position > announcedOther) {
            announcedOther = position;
            listener.written(position);
        }
    }

    /** Called by the syncer only, of a node whose cores do not wait for syncs. */
    public void synced(long position) {
        if (position > announcedOther) {
            announcedOther = position;
            listener.synced(position);
        }
    }
}
