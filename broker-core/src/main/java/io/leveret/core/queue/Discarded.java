package io.leveret.core.queue;

import java.util.List;
import java.util.function.BooleanSupplier;

/** Messages that a queue has dropped all at once: what they hold is let go in slices. Owner: core. */
final class Discarded implements BooleanSupplier {
    /** Stretches let go at once: in memory each has at most {@link ReadyChunk#SIZE} messages. */
    private static final int SLICE = 16;

    private final List<ReadyRing> rings;
    private final QueueHost host;

    Discarded(List<ReadyRing> rings, QueueHost host) {
        this.rings = rings;
        this.host = host;
    }

    /** Lets go of a slice; false when nothing is left. */
    @Override
    public boolean getAsBoolean() {
        for (int i = 0; i < SLICE && !rings.isEmpty(); i++) {
            ReadyRing ring = rings.get(rings.size() - 1);
            Stretch last = ring.at(ring.count() - 1);
            ring.remove(ring.count() - 1);
            release(last);
            if (ring.count() == 0) {
                rings.remove(rings.size() - 1);
            }
        }
        return !rings.isEmpty();
    }

    private void release(Stretch stretch) {
        if (stretch instanceof ReadyChunk chunk) {
            chunk.page(null);
            chunk.release(host.ledger());
        } else if (stretch instanceof PackedRun run) {
            run.release(host.ledger());
            long[] locations = run.locations();
            if (locations != null) {
                host.forget(locations);
            }
        }
    }
}
