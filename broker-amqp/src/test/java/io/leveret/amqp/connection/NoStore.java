package io.leveret.amqp.connection;

import io.leveret.core.journal.MessageStore;
import io.leveret.core.message.Message;
import java.util.List;

/** Nothing is ever paged out, and so nothing is asked for. */
final class NoStore implements MessageStore {
    @Override
    public void load(long queueId, long[] seqs, PageListener listener) {
        throw unexpected();
    }

    @Override
    public void pageOut(List<Message> messages, PagedOutListener listener) {
        throw unexpected();
    }

    @Override
    public void loadPaged(long[] locations, PageListener listener) {
        throw unexpected();
    }

    @Override
    public void forget(long[] locations) {
        throw unexpected();
    }

    private static IllegalStateException unexpected() {
        return new IllegalStateException("there is nothing in the store");
    }
}
