package io.leveret.store.journal;

import io.leveret.core.journal.MessageStore;
import io.leveret.core.message.Message;
import io.leveret.store.paging.Pager;
import io.leveret.store.reading.MessageReader;
import java.util.List;

/** What the store does with messages beside the journal. */
record Messages(MessageReader reader, Pager pager) implements MessageStore {
    @Override
    public void load(long queueId, long[] seqs, PageListener listener) {
        reader.load(queueId, seqs, listener);
    }

    @Override
    public void pageOut(List<Message> messages, PagedOutListener listener) {
        pager.pageOut(messages, listener);
    }

    @Override
    public void loadPaged(long[] locations, PageListener listener) {
        pager.load(locations, listener);
    }

    @Override
    public void forget(long[] locations) {
        pager.forget(locations);
    }
}
