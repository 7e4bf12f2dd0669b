package io.leveret.store.journal;

import io.leveret.store.intake.Doorbell;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.SpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * From writer to syncer and back. Bounded by the journal file: at its end the writer waits until all of it is synced. Shared by the two.
 */
final class SyncLane {
    private static final int CHUNK = 256;

    private final SpscUnboundedArrayQueue<Written> queue = new SpscUnboundedArrayQueue<>(CHUNK);
    private final AtomicLong synced;
    private final Doorbell writer;
    private final Doorbell syncer;

    SyncLane(long synced, Doorbell writer, Doorbell syncer) {
        this.synced = new AtomicLong(synced);
        this.writer = writer;
        this.syncer = syncer;
    }

    void handOver(Written written) {
        queue.offer(written);
        if (written.awaited() != 0 || written.urgent()) {
            syncer.ring();
        } else {
            syncer.knock();
        }
    }

    @Nullable
    Written poll() {
        return queue.poll();
    }

    /** The last batch that was forced. */
    long synced() {
        return synced.get();
    }

    void synced(long batch, boolean writerWaits) {
        synced.set(batch);
        if (writerWaits) {
            writer.ring();
        }
    }
}
