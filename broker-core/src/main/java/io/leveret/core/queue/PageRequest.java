package io.leveret.core.queue;

import io.leveret.core.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages that a queue wants from the store, each request another: by their sequence numbers there, ascending, and by their locations if they were paged
 * out.
 */
public final class PageRequest {
    private final long queueId;
    private final long[] seqs;
    private final long @Nullable [] locations;

    PageRequest(long queueId, long[] seqs, long @Nullable [] locations) {
        this.queueId = queueId;
        this.seqs = seqs;
        this.locations = locations;
    }

    public long queueId() {
        return queueId;
    }

    public long[] seqs() {
        return seqs;
    }

    /** Null if the journal has them. */
    public long @Nullable [] locations() {
        return locations;
    }

    /** Where the message at this place was paged out to; 0 = the journal has it. */
    long location(int index) {
        return locations == null ? 0 : locations[index];
    }

    /** Hears of the answer. */
    public interface Listener {
        /** Perhaps fewer messages than were asked for, but at least one; null where a message could not be read. */
        void loaded(PageRequest request, List<@Nullable Message> messages);
    }
}
