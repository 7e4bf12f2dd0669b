package io.leveret.core.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.FakeMemory;
import io.leveret.core.journal.StoredMessage;
import io.leveret.core.message.Body;
import io.leveret.core.message.Message;
import io.leveret.core.message.MessageRef;
import io.leveret.core.message.Properties;
import io.leveret.core.queue.ReadyMessages.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReadyMessagesTest {
    private static final int BODY = 7;

    private static long messages;

    private final MemoryLedger ledger = new MemoryLedger(1L << 40, 1L << 40, 1L << 40);
    private final FakeMemory memory = new FakeMemory();
    private final Compactor compactor = new Compactor(memory, ledger);
    private final ReadyMessages ready = new ReadyMessages(ledger);
    private final TreeMap<Long, Known> model = new TreeMap<>();
    private final List<Long> taken = new ArrayList<>();
    private final Random random = new Random(5);
    private long nextSeq = 1;

    /** {@code message} is null while it is packed. */
    private record Known(int deliveries, Message message, long location) {}

    private static Message message() {
        Message message = new Message("", "q", Properties.none(), Body.of(new byte[BODY]), ++messages);
        message.retain();
        return message;
    }

    private static StoredMessage stored(int size) {
        return new StoredMessage(size, 0, MessageRef.NO_DEADLINE, MessageRef.NO_PRIORITY);
    }

    @Test
    void aMessageCanBeReadyOnlyOnce() {
        ready.addLast(new Entry(5, 0, message()), 0);
        for (long seq = 6; seq < 9; seq++) {
            ready.add(seq, stored(1));
        }

        for (long seq = 5; seq < 9; seq++) {
            long again = seq;
            assertThatThrownBy(() -> ready.insert(new Entry(again, 0, message()), 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("message " + again + " is already ready");
        }
    }

    @Test
    void whatComesBackInAnyOrderStandsInItsPlace() {
        List<Long> seqs = new ArrayList<>();
        for (long seq = 1; seq <= 5_000; seq++) {
            seqs.add(seq);
        }
        Collections.shuffle(seqs, new Random(3));
        seqs.forEach(seq -> ready.insert(new Entry(seq, 0, message()), 0));

        List<Long> order = new ArrayList<>();
        ready.numbersBelow(Long.MAX_VALUE, order::add);
        assertThat(order).isSorted().hasSize(5_000);
    }

    @Test
    void aMessageThatComesBackIntoTheMiddleOfARunStandsBetweenItsParts() {
        for (long seq = 1; seq <= 99; seq++) {
            if (seq != 50) {
                ready.add(seq, stored(10));
            }
        }
        ready.insert(new Entry(50, 1, message()), 0);

        List<Long> order = new ArrayList<>();
        ready.numbersBelow(Long.MAX_VALUE, order::add);
        assertThat(order).isSorted().hasSize(99).contains(50L);
        assertThat(ready.packed()).isEqualTo(98);
        assertThat(ready.bytes()).isEqualTo(98 * 10 + BODY);
        for (long seq = 1; seq <= 99; seq++) {
            assertThat(ready.remove(seq)).isTrue();
        }
        assertThat(ready.bytes()).isZero();
        assertThat(ready.isEmpty()).isTrue();
    }

    @Test
    void neighboursAreJoinedIntoRunsOfAtMost4096Numbers() {
        for (long seq = 1; seq <= 10_000; seq++) {
            ready.addLast(new Entry(seq, 0, message()), 0);
        }
        packAll();

        assertThat(ready.ring().count()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(ready.ring().at(i).last() - ready.ring().at(i).first()).isLessThan(4_096);
        }
        assertThat(ready.size()).isEqualTo(10_000);
        assertThat(ready.packed()).isEqualTo(10_000);
    }

    @Test
    void whatIsKnownOfMessagesWithMomentsOfTheirOwnStaysKnown() {
        for (long seq = 1; seq <= 5; seq++) {
            ready.add(seq, new StoredMessage(seq * 10, 7, seq == 3 ? 99 : MessageRef.NO_DEADLINE, 0));
        }
        assertThat(ready.remove(4)).isTrue();

        assertThat(ready.find(3)).isEqualTo(new PackedMessage(30, 7, 99, 0));
        assertThat(ready.find(5)).isEqualTo(new PackedMessage(50, 7, MessageRef.NO_DEADLINE, 0));
        assertThat(ready.bytes()).isEqualTo(110);
        assertThat(ready.find(4)).isNull();
    }

    @Test
    void itBehavesLikeASortedMap() {
        for (int step = 0; step < 40_000; step++) {
            boolean growing = (step / 5_000) % 2 == 0;
            switch (random.nextInt(14)) {
                case 0 -> remove();
                case 1 -> attach();
                case 2 -> pack();
                case 3 -> {
                    long seq = random.nextLong(nextSeq + 2);
                    Long key = model.ceilingKey(seq);
                    assertThat(ready.firstFrom(seq)).isEqualTo(key == null ? -1 : key);
                }
                case 4, 5 -> comeBack();
                case 13 -> compact();
                case 6, 7, 8, 9 -> {
                    if (growing) {
                        append();
                    } else {
                        take();
                    }
                }
                default -> take();
            }
            check();
            if (step % 100 == 0) {
                checkAll();
            }
        }
        checkAll();
        assertThat(memory.everKept()).isGreaterThan(1_000);
        ready.clear();
        model.clear();
        check();
    }

    private void append() {
        for (int i = random.nextInt(50) == 0 ? 300 : 1; i > 0; i--) {
            nextSeq += 1 + random.nextInt(2);
            Message message = message();
            int deliveries = random.nextInt(3);
            ready.addLast(new Entry(nextSeq, deliveries, message), 0);
            model.put(nextSeq, new Known(deliveries, message, 0));
        }
    }

    private void take() {
        if (!model.isEmpty() && model.firstEntry().getValue().message() != null) {
            long seq = model.firstKey();
            Known first = model.remove(seq);
            assertThat(ready.firstSeq()).isEqualTo(seq);
            assertThat(ready.firstDeliveries()).isEqualTo(first.deliveries());
            assertThat(isSame(ready.firstRef(), first.message())).isTrue();
            ready.removeFirst();
            taken.add(seq);
        } else if (!model.isEmpty()) {
            load(random.nextInt(600) + 1);
        }
    }

    /** It may have been octets in between: each was published at a moment of its own. */
    private static boolean isSame(MessageRef found, Message put) {
        return found instanceof Message && found.publishedAtMillis() == put.publishedAtMillis();
    }

    /** Some chunk is made octets. */
    private void compact() {
        ReadyChunk chunk = ready.chunkFrom(random.nextLong(nextSeq + 2));
        if (chunk != null) {
            chunk.compact(compactor);
        }
    }

    /** One of those that were taken, or many of them at once. */
    private void comeBack() {
        int count = random.nextInt(200) == 0 ? taken.size() : Math.min(1, taken.size());
        for (; count > 0; count--) {
            long seq = taken.remove(random.nextBoolean() ? taken.size() - 1 : random.nextInt(taken.size()));
            Message message = message();
            ready.insert(new Entry(seq, 1, message), 0);
            model.put(seq, new Known(1, message, 0));
        }
    }

    private void remove() {
        long seq = random.nextLong(nextSeq + 2);
        assertThat(ready.remove(seq)).isEqualTo(model.remove(seq) != null);
    }

    /** The first packed messages come to memory. */
    private void load(int most) {
        PageRequest page = PackedPage.first(ready.ring(), 1, most, random.nextInt(5_000) + 1);
        assertThat(page.seqs().length).isBetween(1, most);
        List<Long> packed = new ArrayList<>();
        model.forEach((seq, known) -> {
            if (known.message() == null && packed.size() < page.seqs().length) {
                packed.add(seq);
            }
        });
        for (int i = 0; i < page.seqs().length; i++) {
            assertThat(page.seqs()[i]).isEqualTo(packed.get(i));
            assertThat(page.location(i)).isEqualTo(model.get(packed.get(i)).location());
            attach(packed.get(i));
        }
    }

    private void attach() {
        Long seq = model.floorKey(random.nextLong(nextSeq + 2));
        if (seq != null && model.get(seq).message() == null) {
            attach(seq);
        } else if (seq != null) {
            assertThat(ready.attach(new Entry(seq, 0, message()))).isFalse();
        }
    }

    private void attach(long seq) {
        Message message = message();
        assertThat(ready.attach(new Entry(seq, 2, message))).isTrue();
        model.put(seq, new Known(2, message, 0));
    }

    /** Some chunk is packed: by the journal's numbers, or with locations. */
    private void pack() {
        ReadyChunk chunk = ready.chunkFrom(random.nextLong(nextSeq + 2));
        if (chunk != null) {
            long[] locations = random.nextInt(4) > 0 ? null : new long[chunk.count()];
            for (int i = 0; i < chunk.count(); i++) {
                long seq = chunk.seq(chunk.from + i);
                if (locations != null) {
                    locations[i] = seq * 10;
                }
                model.put(seq, new Known(0, null, locations == null ? 0 : seq * 10));
            }
            ready.pack(chunk, chunk.look(), locations);
        }
    }

    private void packAll() {
        for (ReadyChunk chunk = ready.chunkFrom(0); chunk != null; chunk = ready.chunkFrom(0)) {
            ready.pack(chunk, chunk.look(), null);
        }
    }

    private void check() {
        assertThat(ready.size()).isEqualTo(model.size());
        if (model.isEmpty()) {
            assertThat(ready.isEmpty()).isTrue();
            assertThat(ready.packed()).isZero();
            assertThat(ready.bytes()).isZero();
        } else {
            assertThat(ready.firstSeq()).isEqualTo(model.firstKey());
        }
    }

    private void checkAll() {
        List<Long> found = new ArrayList<>();
        ready.numbersBelow(Long.MAX_VALUE, found::add);
        assertThat(found).isEqualTo(new ArrayList<>(model.keySet()));
        model.forEach((seq, known) -> {
            if (known.message() != null) {
                assertThat(isSame(ready.find(seq), known.message())).isTrue();
            } else {
                assertThat(((PackedMessage) ready.find(seq)).location()).isEqualTo(known.location());
            }
        });
        assertThat(ready.packed()).isEqualTo((int)
                model.values().stream().filter(known -> known.message() == null).count());
        assertThat(ready.bytes()).isEqualTo(BODY * (long) model.size());
    }
}
