package io.leveret.store.inspection;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.Replay;
import io.leveret.core.journal.StoredMessage;
import io.leveret.core.journal.StoredRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts what a start would bring back. Owner: node, or who looks at its folder while it does not run. */
final class QueueCounts implements Replay {
    private final Map<Long, Count> counts = new HashMap<>();

    /** Owner: its {@link QueueCounts}. */
    private static final class Count {
        final JournalRecord.QueueDeclared queue;
        long messages;
        long bodyOctets;

        Count(JournalRecord.QueueDeclared queue) {
            this.queue = queue;
        }
    }

    /** By virtual host and name. */
    List<QueueCount> all() {
        List<QueueCount> all = new ArrayList<>();
        for (Count count : counts.values()) {
            all.add(new QueueCount(count.queue.vhost(), count.queue.name(), count.messages, count.bodyOctets));
        }
        all.sort(Comparator.comparing(QueueCount::vhost).thenComparing(QueueCount::name));
        return all;
    }

    @Override
    public void enqueued(StoredMessage message, long[] queueIds, long[] seqs) {
        for (long queueId : queueIds) {
            add(queueId, 1, message.bodySize());
        }
    }

    @Override
    public void stored(StoredRun run) {
        long messages = 0;
        for (long word : run.live()) {
            messages += Long.bitCount(word);
        }
        add(run.queueId(), messages, run.bodyBytes());
    }

    private void add(long queueId, long messages, long bodyOctets) {
        Count count = counts.get(queueId);
        if (count == null) {
            throw new IllegalStateException("messages of queue " + queueId + ", which is not declared");
        }
        count.messages += messages;
        count.bodyOctets += bodyOctets;
    }

    @Override
    public void replay(JournalRecord record) {
        if (record instanceof JournalRecord.QueueDeclared queue) {
            counts.put(queue.queueId(), new Count(queue));
        }
    }
}
