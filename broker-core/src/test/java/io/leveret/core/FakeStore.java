package io.leveret.core;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.MessageStore;
import io.leveret.core.message.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads messages back from a {@link FakeJournal}, one page whenever a test says so. */
public final class FakeStore implements MessageStore {
    private final FakeJournal journal;
    private final ArrayDeque<Page> pages = new ArrayDeque<>();
    private final Set<Long> unreadable = new HashSet<>();

    public FakeStore(FakeJournal journal) {
        this.journal = journal;
    }

    private record Page(List<Long> locations, PageListener listener) {}

    @Override
    public void load(long[] locations, PageListener listener) {
        List<Long> wanted = new ArrayList<>();
        for (long location : locations) {
            wanted.add(location);
        }
        pages.add(new Page(wanted, listener));
    }

    /** Pages asked for and not answered. */
    public int waiting() {
        return pages.size();
    }

    /** How many messages the next page to be answered is to have. */
    public int nextPageSize() {
        return pages.isEmpty() ? 0 : pages.element().locations().size();
    }

    /** The message at this location can't be read from now on. */
    public void unreadable(long location) {
        unreadable.add(location);
    }

    /** Answers the oldest request; false if there is none. */
    public boolean answer() {
        Page page = pages.poll();
        if (page == null) {
            return false;
        }
        List<Message> messages = new ArrayList<>();
        for (long location : page.locations()) {
            messages.add(unreadable.contains(location) ? null : read(location));
        }
        page.listener().loaded(messages);
        return true;
    }

    private Message read(long location) {
        Message stored = ((JournalRecord.Enqueue) journal.records().get((int) location - 1)).message();
        Message read = new Message(
                stored.exchange(), stored.routingKey(), stored.properties(), stored.body(), stored.publishedAtMillis());
        read.storedAt(location);
        return read;
    }
}
