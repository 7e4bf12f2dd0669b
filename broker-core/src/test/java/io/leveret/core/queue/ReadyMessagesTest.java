package io.leveret.core.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.journal.StoredMessage;
import io.leveret.core.message.Body;
import io.leveret.core.message.Message;
import io.leveret.core.message.MessageRef;
import io.leveret.core.message.Properties;
import io.leveret.core.queue.ReadyMessages.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReadyMessagesTest {
    private final ReadyMessages ready = new ReadyMessages();
    private final TreeMap<Long, Entry> model = new TreeMap<>();
    private final List<Long> taken = new ArrayList<>();
    private long nextSeq = 1;

    private static Message message() {
        return new Message("", "q", Properties.none(), Body.EMPTY, 0);
    }

    private static StoredMessage stored(long location) {
        return new StoredMessage(location % 7, 0, MessageRef.NO_DEADLINE, MessageRef.NO_PRIORITY);
    }

    @Test
    void aMessageCanBeReadyOnlyOnce() {
        ready.addLast(new Entry(5, 0, message()));

        assertThatThrownBy(() -> ready.insert(new Entry(5, 0, message())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("message 5 is already ready");
    }

    @Test
    void whatComesBackInAnyOrderStandsInItsPlace() {
        List<Long> seqs = new ArrayList<>();
        for (long seq = 1; seq <= 5_000; seq++) {
            seqs.add(seq);
        }
        java.util.Collections.shuffle(seqs, new Random(3));
        seqs.forEach(seq -> ready.insert(new Entry(seq, 0, stored(seq * 10))));

        List<Long> order = new ArrayList<>();
        ready.forEach((seq, message) -> order.add(seq));
        assertThat(order).isSorted().hasSize(5_000);
        assertThat(ready.unloaded()).isEqualTo(5_000);
        long[] first = new long[3];
        assertThat(ready.firstUnloaded(first)).isEqualTo(3);
        assertThat(first).containsExactly(1, 2, 3);
    }

    @Test
    void onlyWhatIsUpToTheMarkIsMarkedDelivered() {
        for (long seq = 1; seq <= 600; seq++) {
            ready.addLast(new Entry(seq, 0, message()));
        }
        ready.markDelivered(1, 10);
        ready.markDelivered(11, 300);
        ready.markDelivered(601, 900);
        for (long seq = 1; seq <= 600; seq++) {
            assertThat(ready.firstDeliveries()).isEqualTo(seq <= 300 ? Entry.REDELIVERED : 0);
            ready.removeFirst();
        }
        assertThat(ready.isEmpty()).isTrue();
    }

    @Test
    void itBehavesLikeASortedMap() {
        Random random = new Random(5);
        for (int step = 0; step < 80_000; step++) {
            boolean growing = (step / 5_000) % 2 == 0;
            switch (random.nextInt(12)) {
                case 0 -> remove(random);
                case 1 -> attach(random);
                case 2 -> setDeliveries(random);
                case 3 -> assertThat(ready.firstFrom(someSeq(random) + 1)).isEqualTo(ceiling(someSeqBefore));
                case 4, 5 -> comeBack(random);
                case 6, 7, 8, 9 -> {
                    if (growing) {
                        append(random);
                    } else {
                        take();
                    }
                }
                default -> take();
            }
            check();
        }
        checkAll();
        ready.clear();
        model.clear();
        check();
    }

    private long someSeqBefore;

    private long someSeq(Random random) {
        someSeqBefore = random.nextLong(nextSeq + 2);
        return someSeqBefore;
    }

    private long ceiling(long above) {
        Long key = model.ceilingKey(above + 1);
        return key == null ? -1 : key;
    }

    private void append(Random random) {
        nextSeq += 1 + random.nextInt(2);
        Entry entry = new Entry(nextSeq, random.nextInt(3), random.nextInt(4) == 0 ? stored(nextSeq) : message());
        ready.addLast(entry);
        model.put(nextSeq, entry);
    }

    private void take() {
        if (!model.isEmpty()) {
            Entry first = model.pollFirstEntry().getValue();
            assertThat(ready.firstSeq()).isEqualTo(first.seq());
            assertThat(ready.firstDeliveries()).isEqualTo(first.deliveries());
            assertThat(ready.firstRef()).isSameAs(first.ref());
            ready.removeFirst();
            taken.add(first.seq());
        }
    }

    /** One of those that were taken, or many of them at once. */
    private void comeBack(Random random) {
        int count = random.nextInt(200) == 0 ? taken.size() : Math.min(1, taken.size());
        for (; count > 0; count--) {
            long seq = taken.remove(random.nextBoolean() ? taken.size() - 1 : random.nextInt(taken.size()));
            Entry entry = new Entry(seq, 1, message());
            ready.insert(entry);
            model.put(seq, entry);
        }
    }

    private void remove(Random random) {
        long seq = someSeq(random);
        assertThat(ready.remove(seq)).isEqualTo(model.remove(seq) != null);
    }

    private void attach(Random random) {
        Long seq = model.floorKey(someSeq(random));
        if (seq != null) {
            Message message = message();
            assertThat(ready.attach(seq, message)).isSameAs(message);
            model.computeIfPresent(seq, (key, old) -> new Entry(key, old.deliveries(), message));
        }
        assertThat(ready.attach(nextSeq + 1, message())).isNull();
    }

    private void setDeliveries(Random random) {
        long seq = someSeq(random);
        ready.setDeliveries(seq, 9);
        model.computeIfPresent(seq, (key, old) -> new Entry(key, 9, old.ref()));
    }

    private void check() {
        assertThat(ready.size()).isEqualTo(model.size());
        if (model.isEmpty()) {
            assertThat(ready.isEmpty()).isTrue();
            assertThat(ready.unloaded()).isZero();
        } else {
            assertThat(ready.firstSeq()).isEqualTo(model.firstKey());
            assertThat(ready.firstRef()).isSameAs(model.firstEntry().getValue().ref());
        }
        if (nextSeq % 64 == 0) {
            checkAll();
        }
    }

    private long bytes() {
        return model.values().stream()
                .mapToLong(entry -> entry.ref().bodySize())
                .sum();
    }

    private void checkAll() {
        List<Map.Entry<Long, MessageRef>> found = new ArrayList<>();
        ready.forEach((seq, message) -> found.add(new java.util.AbstractMap.SimpleEntry<>(seq, message)));
        assertThat(found.stream().map(Map.Entry::getKey)).containsExactlyElementsOf(model.keySet());
        long unloaded = model.values().stream()
                .filter(entry -> !(entry.ref() instanceof Message))
                .count();
        assertThat(ready.unloaded()).isEqualTo((int) unloaded);
        assertThat(ready.bytes()).isEqualTo(bytes());
        assertThat(found.stream()
                        .filter(entry -> !(entry.getValue() instanceof Message))
                        .count())
                .isEqualTo(unloaded);
    }
}
