package io.leveret.core.journal;

import io.leveret.core.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps messages that are not in memory. The core asks and goes on; each answer is made on a thread of the store's, and whoever hears it hands it to its
 * core. None of the methods blocks.
 */
public interface MessageStore {
    /**
     * Asks for messages that the journal keeps for a durable queue, by their sequence numbers there, ascending: all of them durable. Answered once, in that
     * order, with at least the first and perhaps not all, so that a page of large messages stays small. The messages have the moments
     * ({@link Message#publishedAtMillis}, {@link Message#deadlineMillis}) that the journal has for them.
     */
    void load(long queueId, long[] seqs, PageListener listener);

    /** Writes messages that no journal keeps to the disk, from where the next start drops them. Answered once. */
    void pageOut(List<Message> messages, PagedOutListener listener);

    /** Asks for messages that were paged out, in ascending order of their places in their queue; answered as {@link #load}. */
    void loadPaged(long[] locations, PageListener listener);

    /**
     * Messages that were paged out are not wanted any more: what they take up may be used again. If they are asked for at this time, that answer may have
     * null for them, or anything.
     */
    void forget(long[] locations);

    /** Hears of a loaded page. */
    interface PageListener {
        /**
         * The messages in the order asked for: null where one could not be read or its checksum does not fit (the store has
         * logged it); such a message is set aside.
         */
        void loaded(List<@Nullable Message> messages);
    }

    /** Hears where messages went. */
    interface PagedOutListener {
        /** Opaque locations in the order of the messages, 0 where one could not be written: it stays in memory then. */
        void pagedOut(long[] locations);
    }
}
