package io.leveret.core;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.JournalRecord.Delivered;
import io.leveret.core.journal.JournalRecord.Enqueue;
import io.leveret.core.journal.JournalRecord.Requeue;
import io.leveret.core.journal.JournalRecord.Settle;
import io.leveret.core.journal.Replay;
import io.leveret.core.journal.StoredMessage;
import io.leveret.core.journal.StoredRun;
import io.leveret.core.message.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Tells what a journal's records come to, in the order in which a start tells it. */
final class FakeReplay {
    private final List<JournalRecord> records;
    private final long cold;
    private final Map<Long, TreeMap<Long, Integer>> live = new TreeMap<>();
    private final Map<Long, Long> highest = new TreeMap<>();

    /** Records up to position {@code cold} are in cold files. */
    FakeReplay(List<JournalRecord> records, long cold) {
        this.records = records;
        this.cold = cold;
    }

    void to(Replay to) {
        for (int i = 0; i < records.size(); i++) {
            JournalRecord record = records.get(i);
            if (record instanceof Enqueue enqueue) {
                enqueued(enqueue, i + 1);
            } else if (record instanceof Settle settle) {
                of(settle.queueId())
                        .subMap(settle.first(), true, settle.last(), true)
                        .clear();
                highest.merge(settle.queueId(), settle.last(), Math::max);
            } else if (!isMark(record)) {
                to.replay(record);
            }
        }
        live.forEach((queueId, messages) -> runs(queueId, messages, to));
        young(to);
        records.stream().filter(this::isInForce).forEach(to::replay);
        highest.forEach((queueId, seq) -> {
            if (!of(queueId).containsKey(seq)) {
                to.replay(new Settle(queueId, seq, seq));
            }
        });
    }

    private NavigableMap<Long, Integer> of(long queueId) {
        return live.computeIfAbsent(queueId, any -> new TreeMap<>());
    }

    private void enqueued(Enqueue enqueue, int position) {
        for (int i = 0; i < enqueue.queueIds().length; i++) {
            of(enqueue.queueIds()[i]).put(enqueue.seqs()[i], position);
            highest.merge(enqueue.queueIds()[i], enqueue.seqs()[i], Math::max);
        }
    }

    private static boolean isMark(JournalRecord record) {
        return record instanceof Delivered || record instanceof Requeue;
    }

    private boolean isInForce(JournalRecord record) {
        return record instanceof Delivered
                || (record instanceof Requeue requeue && of(requeue.queueId()).containsKey(requeue.seq()));
    }

    private Message message(int position) {
        return ((Enqueue) records.get(position - 1)).message();
    }

    private void runs(long queueId, Map<Long, Integer> messages, Replay to) {
        Map<Integer, List<Long>> byPriority = new TreeMap<>();
        messages.forEach((seq, position) -> {
            if (position <= cold) {
                byPriority
                        .computeIfAbsent(message(position).priority(), any -> new ArrayList<>())
                        .add(seq);
            }
        });
        byPriority.values().forEach(seqs -> {
            for (int from = 0, end = 0; from < seqs.size(); from = end) {
                while (end < seqs.size() && seqs.get(end) - seqs.get(from) < StoredRun.NUMBERS) {
                    end++;
                }
                to.stored(run(queueId, seqs.subList(from, end)));
            }
        });
    }

    private StoredRun run(long queueId, List<Long> seqs) {
        long base = seqs.get(0);
        BitSet bits = new BitSet();
        seqs.forEach(seq -> bits.set((int) (seq - base)));
        List<Message> messages =
                seqs.stream().map(seq -> message(of(queueId).get(seq))).toList();
        long[] deadlines = messages.stream().mapToLong(Message::deadlineMillis).toArray();
        long[] sizes = messages.stream().mapToLong(Message::bodySize).toArray();
        boolean timed = LongStream.of(deadlines).anyMatch(deadline -> deadline != Message.NO_DEADLINE);
        return new StoredRun(
                queueId,
                base,
                bits.toLongArray(),
                messages.get(0).priority(),
                LongStream.of(sizes).sum(),
                messages.get(0).publishedAtMillis(),
                timed ? deadlines : null,
                timed ? sizes : null);
    }

    private void young(Replay to) {
        for (int position = (int) cold + 1; position <= records.size(); position++) {
            if (records.get(position - 1) instanceof Enqueue enqueue) {
                int[] kept = IntStream.range(0, enqueue.seqs().length)
                        .filter(i -> of(enqueue.queueIds()[i]).containsKey(enqueue.seqs()[i]))
                        .toArray();
                Message message = enqueue.message();
                to.enqueued(
                        new StoredMessage(
                                message.bodySize(),
                                message.publishedAtMillis(),
                                message.deadlineMillis(),
                                message.priority()),
                        Arrays.stream(kept)
                                .mapToLong(i -> enqueue.queueIds()[i])
                                .toArray(),
                        Arrays.stream(kept).mapToLong(i -> enqueue.seqs()[i]).toArray());
            }
        }
    }
}
