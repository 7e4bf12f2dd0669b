package io.leveret.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.Replay;
import io.leveret.core.journal.StoredMessage;
import io.leveret.core.journal.StoredRun;
import io.leveret.core.message.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
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
    /** Per queue its live messages, with the sizes of their bodies; -1 if the replay did not say. */
    private final Map<Long, TreeMap<Long, Long>> sizes = new TreeMap<>();

    private final Map<Long, Long> bodiesInRuns = new HashMap<>();
    /** Messages that came in runs. */
    long inRuns;

    ModelState vhost(String name) {
        return vhosts.computeIfAbsent(name, unused -> new ModelState());
    }

    @Override
    public void enqueued(StoredMessage message, long[] queueIds, long[] seqs) {
        for (int i = 0; i < queueIds.length; i++) {
            found(queueIds[i], seqs[i], message.bodySize());
        }
    }

    private void found(long queueId, long seq, long size) {
        if (highest.merge(queueId, seq, Math::max) > seq) {
            throw new AssertionError("queue " + queueId + ": " + seq + " is out of order");
        }
        sizes.computeIfAbsent(queueId, unused -> new TreeMap<>()).put(seq, size);
    }

    @Override
    public void stored(StoredRun run) {
        BitSet live = BitSet.valueOf(run.live());
        assertThat(live.cardinality()).as("messages of a run").isPositive();
        assertThat(live.length()).isLessThanOrEqualTo(StoredRun.NUMBERS);
        for (int bit = live.nextSetBit(0); bit >= 0; bit = live.nextSetBit(bit + 1)) {
            found(run.queueId(), run.base() + bit, -1);
        }
        bodiesInRuns.merge(run.queueId(), run.bodyBytes(), Long::sum);
        inRuns += live.cardinality();
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
        for (Map.Entry<Long, TreeMap<Long, Long>> queue : sizes.entrySet()) {
            long id = queue.getKey();
            Map<Long, String> contents = ofQueue(id).queues.get(id).messages;
            long[] seqs = queue.getValue().keySet().stream()
                    .mapToLong(Long::longValue)
                    .toArray();
            List<Message> messages = load(journal, id, seqs);
            long bodies = 0;
            for (int i = 0; i < seqs.length; i++) {
                Message message = messages.get(i);
                String content = message == null ? "unreadable" : ModelState.content(message);
                long size = queue.getValue().get(seqs[i]);
                if (message != null && size >= 0 && message.body().size() != size) {
                    content = "body size differs";
                }
                bodies += message == null || size >= 0 ? 0 : message.body().size();
                contents.put(seqs[i], content);
            }
            if (!contents.containsValue("unreadable")) {
                assertThat(bodies).as("octets in runs").isEqualTo(bodiesInRuns.getOrDefault(id, 0L));
            }
        }
        return this;
    }

    /** Reads these messages; a page of large ones is short. */
    static List<Message> load(FileJournal journal, long queueId, long[] seqs) {
        List<Message> messages = new ArrayList<>();
        while (messages.size() < seqs.length) {
            int before = messages.size();
            journal.messages().load(queueId, Arrays.copyOfRange(seqs, before, seqs.length), messages::addAll);
            for (int turns = 0; messages.size() == before; turns++) {
                assertThat(turns).as("turns for an answer").isLessThan(100);
                journal.stepWriter();
                journal.stepReader();
            }
        }
        return messages;
    }
}
