package io.leveret.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.Replay;
import io.leveret.core.journal.StoredMessage;
import io.leveret.core.message.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects what a journal replays, per virtual host, and reads the bodies afterwards. Owner: the test's thread. */
final class RecoveredState implements Replay {
    final Map<String, ModelState> vhosts = new TreeMap<>();
    /** Per queue the highest sequence number the replay named. */
    final Map<Long, Long> highest = new HashMap<>();

    long highestDeletedQueueId;

    private final Map<Long, String> vhostOf = new HashMap<>();
    private final Map<Long, List<long[]>> targets = new TreeMap<>();
    private final Map<Long, StoredMessage> stored = new HashMap<>();

    ModelState vhost(String name) {
        return vhosts.computeIfAbsent(name, unused -> new ModelState());
    }

    @Override
    public void enqueued(StoredMessage message, long[] queueIds, long[] seqs) {
        stored.put(message.location(), message);
        for (int i = 0; i < queueIds.length; i++) {
            if (highest.merge(queueIds[i], seqs[i], Math::max) > seqs[i]) {
                throw new AssertionError("queue " + queueIds[i] + ": " + seqs[i] + " is out of order");
            }
            targets.computeIfAbsent(message.location(), unused -> new ArrayList<>())
                    .add(new long[] {queueIds[i], seqs[i]});
        }
    }

    @Override
    public void replay(JournalRecord record) {
        if (record instanceof JournalRecord.QueueDeclared r) {
            vhostOf.put(r.queueId(), r.vhost());
            vhost(r.vhost()).apply(r);
        } else if (record instanceof JournalRecord.ExchangeDeclared r) {
            vhost(r.vhost()).apply(r);
        } else if (record instanceof JournalRecord.Bound r) {
            vhost(r.vhost()).apply(r);
        } else if (record instanceof JournalRecord.SettingPut r) {
            assertThat(vhost(r.vhost()).exchanges).as("settings come first").isEmpty();
            vhost(r.vhost()).apply(r);
        } else if (record instanceof JournalRecord.Settle r) {
            highest.merge(r.queueId(), r.last(), Math::max);
        } else if (record instanceof JournalRecord.Delivered r) {
            highest.merge(r.queueId(), r.upTo(), Math::max);
            ofQueue(r.queueId()).apply(r);
        } else if (record instanceof JournalRecord.Requeue r) {
            ofQueue(r.queueId()).apply(r);
        } else if (record instanceof JournalRecord.QueueDeleted r) {
            assertThat(vhostOf).as("what is deleted is not declared").doesNotContainKey(r.queueId());
            highestDeletedQueueId = r.queueId();
        } else {
            throw new AssertionError("not expected: " + record);
        }
    }

    private ModelState ofQueue(long queueId) {
        return vhost(vhostOf.get(queueId));
    }

    /** Reads every live message; one that can't be read shows as such. */
    RecoveredState withBodies(FileJournal journal) {
        long[] locations = targets.keySet().stream().mapToLong(Long::longValue).toArray();
        List<Message> messages = new ArrayList<>();
        while (messages.size() < locations.length) { // a page of large messages is short
            journal.messages().load(Arrays.copyOfRange(locations, messages.size(), locations.length), messages::addAll);
            journal.stepReader();
        }
        for (int i = 0; i < locations.length; i++) {
            Message message = messages.get(i);
            String content = message == null ? "unreadable" : ModelState.content(message);
            if (message != null
                    && message.body().size() != stored.get(locations[i]).bodySize()) {
                content = "body size differs";
            }
            for (long[] target : targets.get(locations[i])) {
                ofQueue(target[0]).queues.get(target[0]).messages.put(target[1], content);
            }
        }
        return this;
    }
}
