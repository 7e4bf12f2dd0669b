package io.leveret.store.intake;

import io.leveret.store.batch.RecordSize;
import org.jspecify.annotations.Nullable;

/** Where the writer is in what one core handed over: a hand-over may be too much for one batch. Owner: journal writer. */
public final class Intake {
    private final PortLane lane;
    private @Nullable Handover current;
    private int next;

    public Intake(PortLane lane) {
        this.lane = lane;
    }

    public PortLane lane() {
        return lane;
    }

    /** Whether its core has ended and all of it is taken. */
    public boolean isFinished() {
        return current == null && lane.isFinished();
    }

    /** Takes whole units until there are no more or the gather is full. */
    void takeInto(Gather gather) {
        long position = -1;
        int awaited = 0;
        for (Handover from = current(); from != null; from = current()) {
            if (next < from.count()) {
                int end = from.unitEnd(next);
                long octets = octets(from, next, end);
                if (!gather.hasRoomFor(octets)) {
                    break;
                }
                for (int i = next; i < end; i++) {
                    gather.add(from.records()[i], end - next > 1);
                }
                gather.taken(octets);
                next = end;
            }
            position = from.positionBefore(next);
            if (next == from.count()) {
                awaited |= from.awaited();
                current = null;
            }
        }
        if (position >= 0) {
            gather.reached(lane, position, awaited);
        }
    }

    private @Nullable Handover current() {
        if (current == null) {
            current = lane.poll();
            next = 0;
        }
        return current;
    }

    private static long octets(Handover handover, int from, int to) {
        long octets = 0;
        for (int i = from; i < to; i++) {
            octets += RecordSize.of(handover.records()[i]);
        }
        return octets;
    }
}
