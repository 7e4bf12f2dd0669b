package io.leveret.core.queue;

import io.leveret.core.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages that a queue wants from the store, each request another: their sequence numbers in the queue, and where they lie. */
public final class PageRequest {
    private final long[] seqs;
    private final long[] locations;

    PageRequest(long[] seqs, long[] locations) {
        this.seqs = seqs;
        this.locations = locations;
    }

    long[] seqs() {
        return seqs;
    }

    public long[] locations() {
        return locations;
    }

    /** Hears of the answer. */
    public interface Listener {
        /** Perhaps fewer messages than were asked for, but at least one; null where a message could not be read. */
        void loaded(PageRequest request, List<@Nullable Message> messages);
    }
}
