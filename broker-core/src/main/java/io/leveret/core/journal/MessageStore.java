package io.leveret.core.journal;

import io.leveret.core.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings back messages that lie in the journal and not in memory. The core asks for a page and goes on; the answer comes to the core as
 * an event of its own.
 */
public interface MessageStore {
    /**
     * Asks for the messages at these locations ({@link Message#location}, {@link StoredMessage#location}); answered once, with
     * at least the first and perhaps not all, so that a page of large messages stays small. Never blocks; the callers keep few requests under way (one for each queue).
     */
    void load(long[] locations, PageListener listener);

    /** Hears of a loaded page, on the reader's thread, and hands it to its core. */
    interface PageListener {
        /**
         * The messages in the order asked for: null where one could not be read or its checksum does not fit (the store has
         * logged it); such a message is set aside.
         */
        void loaded(List<@Nullable Message> messages);
    }
}
