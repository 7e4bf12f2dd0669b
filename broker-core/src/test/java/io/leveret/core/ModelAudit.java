package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.ModelHistory.Death;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the journal has of a virtual host, unit by unit: wherever the power is cut, no message is there twice, and none that is dead-lettered is missing.
 */
final class ModelAudit {
    private static final String DELAYED = "amq.delayed.";

    private final FakeJournal journal;
    private final Map<Long, String> names = new HashMap<>();
    private final Map<Long, TreeMap<Long, ModelKey>> live = new HashMap<>();
    private final Map<ModelKey, Integer> counts = new HashMap<>();
    private final Set<ModelKey> touched = new HashSet<>();
    private int records;
    private int units;

    ModelAudit(FakeJournal journal) {
        this.journal = journal;
    }

    /** Reads on. */
    void read() {
        List<JournalRecord> all = journal.records();
        List<Integer> ends = journal.unitEnds();
        for (; units < ends.size(); units++) {
            Map<ModelKey, Integer> before = Map.copyOf(counts);
            while (records < ends.get(units)) {
                record(all.get(records++), before);
            }
            for (ModelKey key : touched) {
                assertThat(counts.getOrDefault(key, 0))
                        .as("times that %s is in the journal", key)
                        .isLessThanOrEqualTo(1);
            }
            touched.clear();
        }
    }

    private void record(JournalRecord record, Map<ModelKey, Integer> before) {
        if (record instanceof JournalRecord.QueueDeclared declared) {
            String name = declared.name();
            names.put(declared.queueId(), name.startsWith(DELAYED) ? name.substring(DELAYED.length()) : name);
            live.put(declared.queueId(), new TreeMap<>());
        } else if (record instanceof JournalRecord.QueueDeleted deleted) {
            live.remove(deleted.queueId()).values().forEach(key -> count(key, -1));
        } else if (record instanceof JournalRecord.Enqueue enqueue) {
            for (int i = 0; i < enqueue.queueIds().length; i++) {
                enqueued(enqueue.message(), enqueue.queueIds()[i], enqueue.seqs()[i], before);
            }
        } else if (record instanceof JournalRecord.Settle settle) {
            var settled = live.get(settle.queueId()).subMap(settle.first(), true, settle.last(), true);
            settled.values().forEach(key -> count(key, -1));
            settled.clear();
        }
    }

    private void enqueued(Message message, long queueId, long seq, Map<ModelKey, Integer> before) {
        ModelKey key = ModelKey.of(message, names.get(queueId));
        List<Death> deaths = ModelHistory.of(message).deaths();
        if (!deaths.isEmpty()
                && !deaths.get(0).reason().equals("maxlen")
                && names.containsValue(deaths.get(0).queue())) {
            assertThat(before.containsKey(key) || touched.contains(key))
                    .as("%s, dead-lettered, was in the journal before", key)
                    .isTrue();
        }
        live.get(queueId).put(seq, key);
        count(key, 1);
    }

    private void count(ModelKey key, int change) {
        touched.add(key);
        if (counts.merge(key, change, Integer::sum) == 0) {
            counts.remove(key);
        }
    }

    boolean has(ModelCopy copy) {
        return live.getOrDefault(copy.queue.id, new TreeMap<>()).containsKey(copy.seq);
    }

    int size() {
        return live.values().stream().mapToInt(Map::size).sum();
    }
}
