package io.leveret.core;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.MessageStore;
import io.leveret.core.message.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/** Reads messages back from a {@link FakeJournal}, and keeps what was paged out: one answer whenever a test says so. */
public final class FakeStore implements MessageStore {
    private final FakeJournal journal;
    private final ArrayDeque<Question> questions = new ArrayDeque<>();
    private final Set<Place> unreadable = new HashSet<>();
    private final Map<Long, Message> paged = new HashMap<>();
    private long lastLocation;

    public FakeStore(FakeJournal journal) {
        this.journal = journal;
    }

    private record Place(long queueId, long seq) {}

    /** {@code answer} is given to so many of the messages. */
    private record Question(int size, IntConsumer answer) {}

    @Override
    public void load(long queueId, long[] seqs, PageListener listener) {
        for (int i = 0; i < seqs.length; i++) {
            if (i > 0 && seqs[i] <= seqs[i - 1]) {
                throw new IllegalStateException("not ascending: " + Arrays.toString(seqs));
            }
            long position = journal.position(queueId, seqs[i]);
            if (position > journal.durablePosition()) {
                throw new IllegalStateException("message " + seqs[i] + " of " + queueId + " is not durable");
            }
        }
        ask(
                seqs.length,
                listener,
                i -> unreadable.contains(new Place(queueId, seqs[i])) ? null : read(queueId, seqs[i]));
    }

    private void ask(int size, PageListener listener, IntFunction<Message> read) {
        questions.add(new Question(size, count -> {
            List<Message> messages = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                messages.add(read.apply(i));
            }
            listener.loaded(messages);
        }));
    }

    private Message read(long queueId, long seq) {
        long position = journal.position(queueId, seq);
        Message read = copy(((JournalRecord.Enqueue) journal.records().get((int) position - 1)).message());
        read.storedAt(position);
        return read;
    }

    private static Message copy(Message stored) {
        return new Message(
                        stored.exchange(),
                        stored.routingKey(),
                        stored.properties(),
                        stored.body(),
                        stored.publishedAtMillis())
                .dueAt(stored.deadlineMillis());
    }

    @Override
    public void pageOut(List<Message> messages, PagedOutListener listener) {
        List<Message> copies = messages.stream().map(FakeStore::copy).toList();
        questions.add(new Question(messages.size(), any -> {
            long[] locations = new long[copies.size()];
            for (int i = 0; i < locations.length; i++) {
                locations[i] = ++lastLocation;
                paged.put(lastLocation, copies.get(i));
            }
            listener.pagedOut(locations);
        }));
    }

    @Override
    public void loadPaged(long[] locations, PageListener listener) {
        for (long location : locations) {
            if (!paged.containsKey(location)) {
                throw new IllegalStateException("nothing at " + location);
            }
        }
        ask(locations.length, listener, i -> copy(paged.get(locations[i])));
    }

    @Override
    public void forget(long[] locations) {
        for (long location : locations) {
            if (paged.remove(location) == null) {
                throw new IllegalStateException("nothing at " + location);
            }
        }
    }

    /** Messages that were paged out and are not forgotten. */
    public int pagedOut() {
        return paged.size();
    }

    /** Questions asked and not answered. */
    public int waiting() {
        return questions.size();
    }

    /** How many messages the next question to be answered is about. */
    public int nextPageSize() {
        return questions.isEmpty() ? 0 : questions.element().size();
    }

    /** This message can't be read from now on. */
    public void unreadable(long queueId, long seq) {
        unreadable.add(new Place(queueId, seq));
    }

    /** Answers the oldest question; false if there is none. */
    public boolean answer() {
        return answer(Integer.MAX_VALUE);
    }

    /** Answers the oldest question, a page with so many messages at most; false if there is none. */
    public boolean answer(int most) {
        Question question = questions.poll();
        if (question == null) {
            return false;
        }
        question.answer().accept(Math.min(most, question.size()));
        return true;
    }
}
