package io.leveret.store.journal;

import io.leveret.core.journal.DurableListener;
import io.leveret.core.journal.Journal;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.message.Body;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** A core at random: appends to its port and remembers what; says which of its states a recovered one is. Owner: the test's thread. */
final class ModelPort implements DurableListener {
    private final String vhost;
    private final Random random;
    private final AtomicLong lastQueueId;
    private final Map<Long, Long> lastSeqs = new HashMap<>();
    private ModelState base = new ModelState();
    private ModelState now = new ModelState();
    private final List<List<JournalRecord>> units = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();
    private Journal port;
    private long announced;
    private int published;

    ModelPort(String vhost, Random random, AtomicLong lastQueueId) {
        this.vhost = vhost;
        this.random = random;
        this.lastQueueId = lastQueueId;
    }

    @Override
    public void durable(long position) {
        if (position <= announced) {
            throw new AssertionError("durable " + position + " after " + announced);
        }
        announced = position;
    }

    @Override
    public void roomAgain() {}

    void open(FileJournal journal) {
        port = journal.open(this);
        announced = 0;
        units.clear();
        positions.clear();
        base = now.copy();
    }

    boolean allIsDurable() {
        return announced == port.lastPosition();
    }

    String vhost() {
        return vhost;
    }

    /** How far it heard that all is durable. */
    long announced() {
        return announced;
    }

    /** Fails unless this is a state that it was in since all up to this position was appended. */
    void check(ModelState found, long since) {
        ModelState candidate = base.copy();
        boolean matches = since == 0 && candidate.equals(found);
        ModelState least = candidate;
        for (int i = 0; i < units.size() && !matches; i++) {
            units.get(i).forEach(candidate::apply);
            if (positions.get(i) >= since) {
                matches = candidate.equals(found);
            } else {
                least = candidate;
            }
        }
        if (!matches) {
            throw new AssertionError("vhost " + vhost + ": no state since position " + since + " of " + positions.size()
                    + " units is\n" + found + "\nthe last is\n" + least);
        }
    }

    /** Goes on from what was recovered; that must be a state since the last announced one. */
    void recovered(RecoveredState recovered) {
        ModelState found = recovered.vhost(vhost);
        check(found, announced);
        for (Map.Entry<Long, Long> seq : recovered.highest.entrySet()) {
            if (found.queues.containsKey(seq.getKey())) {
                lastSeqs.put(seq.getKey(), seq.getValue());
            }
        }
        for (long queueId : found.queues.keySet()) {
            lastSeqs.put(queueId, recovered.highest.getOrDefault(queueId, 0L));
        }
        now = found.copy();
    }

    void act() {
        if (now.queues.size() < 3) {
            declareQueue();
            return;
        }
        int dice = random.nextInt(100);
        if (random.nextInt(150) == 0) {
            deleteVhost();
        } else if (dice < 45) {
            one(publish());
        } else if (dice < 72) {
            settle();
        } else if (dice < 78) {
            requeue();
        } else if (dice < 84) {
            one(new JournalRecord.Delivered(anyQueue(), 1 + random.nextInt(50)));
        } else if (dice < 90) {
            deadLetter();
        } else if (dice < 93) {
            transaction();
        } else {
            define();
        }
    }

    void flush() {
        if (random.nextInt(3) == 0) {
            port.requestSync();
        }
        port.flush();
    }

    private void one(JournalRecord record) {
        append(List.of(record), false);
    }

    private void append(List<JournalRecord> records, boolean unit) {
        if (unit) {
            port.beginUnit();
        }
        for (JournalRecord record : records) {
            port.append(record);
            now.apply(record);
            if (unit && random.nextInt(8) == 0) {
                port.flush(); // an open unit stays where it is
            }
        }
        if (unit) {
            port.endUnit();
        }
        units.add(List.copyOf(records));
        positions.add(port.lastPosition());
    }

    private long anyQueue() {
        List<Long> ids = new ArrayList<>(now.queues.keySet());
        return ids.get(random.nextInt(ids.size()));
    }

    private JournalRecord.Enqueue publish() {
        List<Long> ids = new ArrayList<>(now.queues.keySet());
        Collections.shuffle(ids, random);
        int count = Math.min(ids.size(), random.nextInt(4) == 0 ? 3 : 1);
        long[] queueIds = new long[count];
        long[] seqs = new long[count];
        for (int i = 0; i < count; i++) {
            queueIds[i] = ids.get(i);
            // transient messages take numbers too, and are never seen here
            seqs[i] = lastSeqs.merge(ids.get(i), 1L + (random.nextInt(5) == 0 ? random.nextInt(9000) : 0), Long::sum);
        }
        return new JournalRecord.Enqueue(message(), queueIds, seqs);
    }

    private Message message() {
        int size = random.nextInt(20) == 0 ? random.nextInt(90_000) : random.nextInt(3000);
        byte[] octets = new byte[size];
        random.nextBytes(octets);
        Body body = size <= Body.CHUNK
                ? Body.of(octets)
                : Body.of(Arrays.copyOf(octets, Body.CHUNK), Arrays.copyOfRange(octets, Body.CHUNK, size));
        published++;
        return new Message("ex" + random.nextInt(3), "key-é" + random.nextInt(5), Properties.none(), body, published);
    }

    private void settle() {
        long queueId = anyQueue();
        List<Long> live = new ArrayList<>(now.queues.get(queueId).messages.keySet());
        if (live.isEmpty()) {
            return;
        }
        int from = random.nextInt(3) == 0 ? random.nextInt(live.size()) : 0;
        int to = Math.min(live.size() - 1, from + random.nextInt(6));
        if (random.nextInt(25) == 0) {
            from = 0;
            to = live.size() - 1; // a purge
        }
        one(new JournalRecord.Settle(queueId, live.get(from), live.get(to)));
    }

    private void requeue() {
        long queueId = anyQueue();
        ModelState.ModelQueue queue = now.queues.get(queueId);
        if (!queue.messages.isEmpty()) {
            long seq = queue.messages.firstKey();
            one(new JournalRecord.Requeue(queueId, seq, queue.requeued.getOrDefault(seq, 0) + 1));
        }
    }

    private void deadLetter() {
        long queueId = anyQueue();
        ModelState.ModelQueue queue = now.queues.get(queueId);
        if (!queue.messages.isEmpty()) {
            long seq = queue.messages.firstKey();
            append(List.of(publish(), new JournalRecord.Settle(queueId, seq, seq)), true);
        }
    }

    private void transaction() {
        List<JournalRecord> records = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            records.add(publish());
        }
        append(records, true);
    }

    private void declareQueue() {
        long id = lastQueueId.incrementAndGet();
        lastSeqs.put(id, 0L);
        FieldTable arguments = FieldTable.builder().put("x-max-length", 7).build();
        one(new JournalRecord.QueueDeclared(vhost, id, "q" + random.nextInt(1000) + "." + id, false, arguments));
    }

    private void deleteVhost() {
        one(new JournalRecord.SettingRemoved(SettingKind.VHOST, "", vhost));
    }

    private static FieldTable value(int number) {
        return FieldTable.builder().put("value", number).build();
    }

    private void define() {
        long queueId = anyQueue();
        String exchange = "ex" + random.nextInt(4);
        String queue = now.queues.get(queueId).name;
        String setting = "s" + random.nextInt(4);
        switch (random.nextInt(9)) {
            case 0 -> declareQueue();
            case 1 -> one(new JournalRecord.QueueDeleted(queueId));
            case 2 -> one(new JournalRecord.ExchangeDeclared(vhost, exchange, "topic", false, false, FieldTable.EMPTY));
            case 3 -> one(new JournalRecord.ExchangeDeleted(vhost, exchange));
            case 4 -> one(new JournalRecord.Bound(vhost, exchange, false, queue, "k", FieldTable.EMPTY));
            case 5, 6 ->
                one(new JournalRecord.SettingPut(SettingKind.POLICY, vhost, setting, value(random.nextInt(3))));
            case 7 -> one(new JournalRecord.SettingRemoved(SettingKind.POLICY, vhost, setting));
            default -> one(new JournalRecord.Unbound(vhost, exchange, false, queue, "k", FieldTable.EMPTY));
        }
    }
}
