package io.leveret.store.reading;

import io.leveret.store.intake.Doorbell;
import io.leveret.store.ledger.Ledger;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Where the journal's writer says where messages lie: it owns the ledger. What waits here is bounded by the callers: each queue has few orders under way.
 */
public final class PlaceDesk {
    private static final int CHUNK = 64;

    private final MpscUnboundedArrayQueue<PageOrder> asked = new MpscUnboundedArrayQueue<>(CHUNK);
    private final MpscUnboundedArrayQueue<PageOrder> located = new MpscUnboundedArrayQueue<>(CHUNK);
    private final Doorbell writer;
    private final Doorbell reader;

    public PlaceDesk(Doorbell writer, Doorbell reader) {
        this.writer = writer;
        this.reader = reader;
    }

    void ask(PageOrder order) {
        asked.offer(order);
        writer.ring();
    }

    /** Called by the writer: answers what was asked; false if that was nothing. */
    public boolean answer(Ledger ledger) {
        PageOrder order = asked.poll();
        if (order == null) {
            return false;
        }
        for (; order != null; order = asked.poll()) {
            order.locate(ledger);
            located.offer(order);
        }
        reader.ring();
        return true;
    }

    @Nullable
    PageOrder poll() {
        return located.poll();
    }
}
