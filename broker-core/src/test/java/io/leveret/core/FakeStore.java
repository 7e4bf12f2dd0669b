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
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.LongFunction;

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

    private boolean full;
    private LongFunction<Message> made;

    private record Place(long queueId, long seq) {}

    /** {@code answer} is given to so many of the messages. */
    private record Question(int size, IntConsumer answer) {}

    @Override
    public void load(long queueId, long[] seqs, PageListener listener) {
        for (int i = 0; i < seqs.length; i++) {
            if (i > 0 && seqs[i] <= seqs[i - 1]) {
                throw new IllegalStateException("not ascending: " + Arrays.toString(seqs));
            }
            long position = made != null ? 0 : journal.position(queueId, seqs[i]);
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
        if (made != null) {
            return made.apply(seq);
        }
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
                if (!full) {
                    locations[i] = ++lastLocation;
                    paged.put(lastLocation, copies.get(i));
                }
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
        Message[] there =
                Arrays.stream(locations).mapToObj(paged::get).toArray(Message[]::new); // some may be forgotten before
        ask(locations.length, listener, i -> copy(there[i]));
    }

    @Override
    public void forget(long[] locations) {
        for (long location : locations) {
            if (paged.remove(location) == null) {
                throw new IllegalStateException("nothing at " + location);
            }
        }
    }

    /** Messages are made up when they are read, whatever the journal says. */
    public void made(LongFunction<Message> bySeq) {
        made = bySeq;
    }

    /** Whether nothing can be written any more. */
    public void full(boolean isFull) {
        full = isFull;
    }

    /** What a queue has under this number, and was paged out to this location (0 = the journal keeps it). */
    public Message stored(long queueId, long seq, long location) {
        return location == 0 ? read(queueId, seq) : paged.get(location);
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

    /** Answers any question, perhaps not fully. */
    public void answerAny(Random random) {
        if (!questions.isEmpty()) {
            for (int i = random.nextInt(questions.size()); i > 0; i--) {
                questions.add(questions.remove());
            }
            answer(random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(5));
        }
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
