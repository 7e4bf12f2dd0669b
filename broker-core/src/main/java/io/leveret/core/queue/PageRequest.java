package io.leveret.core.queue;

import io.leveret.core.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages that a queue wants from the store, by their sequence numbers there, ascending; each request is another. */
public final class PageRequest {
    private final long queueId;
    private final long[] seqs;

    PageRequest(long queueId, long[] seqs) {
        this.queueId = queueId;
        this.seqs = seqs;
    }

    public long queueId() {
        return queueId;
    }

    public long[] seqs() {
        return seqs;
    }

    /** Hears of the answer. */
    public interface Listener {
        /** Perhaps fewer messages than were asked for, but at least one; null where a message could not be read. */
        void loaded(PageRequest request, List<@Nullable Message> messages);
    }
}
