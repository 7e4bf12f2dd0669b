package io.leveret.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.queue.QueuedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UnackedTest {
    private final Unacked unacked = new Unacked();
    private final TreeMap<Long, Delivery> model = new TreeMap<>();
    private long nextTag = 1;

    private void add() {
        Delivery delivery = new Delivery(nextTag++, new QueuedMessage(0, null, false, 0, false), null, null);
        unacked.add(delivery);
        model.put(delivery.tag(), delivery);
    }

    @Test
    void tagsOutsideAndHolesAreNotOutstanding() {
        add();
        add();
        add();
        assertThat(unacked.remove(2)).isSameAs(model.get(2L));

        assertThat(unacked.remove(2)).isNull();
        assertThat(unacked.contains(2)).isFalse();
        assertThat(unacked.remove(0)).isNull();
        assertThat(unacked.remove(4)).isNull();
        assertThat(unacked.remove(-1)).isNull();
        assertThat(unacked.remove(Long.MAX_VALUE)).isNull();
        assertThat(unacked.size()).isEqualTo(2);
    }

    @Test
    void removedDeliveriesComeInTheOrderOfTheirTags() {
        for (int i = 0; i < 10; i++) {
            add();
        }
        unacked.remove(3);

        assertThat(unacked.removeUpTo(5).stream().map(Delivery::tag)).containsExactly(1L, 2L, 4L, 5L);
        assertThat(unacked.removeAll().stream().map(Delivery::tag)).containsExactly(6L, 7L, 8L, 9L, 10L);
        assertThat(unacked.removeAll()).isEmpty();
    }

    @Test
    void aForgottenAckCostsNoMoreThanItself() {
        add();
        for (int i = 0; i < 200_000; i++) {
            add();
            assertThat(unacked.remove(nextTag - 1)).isNotNull();
        }
        assertThat(unacked.size()).isEqualTo(1);
        assertThat(unacked.contains(1)).isTrue();
        assertThat(unacked.toString()).isEqualTo("1 unacked, tags [1]");
    }

    @Test
    void itBehavesLikeASortedMap() {
        Random random = new Random(11);
        for (int step = 0; step < 50_000; step++) {
            switch (random.nextInt(16)) {
                case 0 -> removeUpTo(random);
                case 1 -> restore(random);
                case 2, 3, 4, 5, 6 -> removeOne(random);
                case 7 -> nextTag += random.nextInt(3); // tags that no-ack consumers used
                default -> add();
            }
            assertThat(unacked.size()).isEqualTo(model.size());
        }
        assertThat(unacked.removeAll()).containsExactlyElementsOf(model.values());
    }

    private long someTag(Random random) {
        return model.isEmpty() || random.nextInt(8) == 0
                ? random.nextLong(nextTag + 2)
                : model.firstKey() + random.nextLong(Math.min(40, model.lastKey() - model.firstKey() + 1));
    }

    private void removeOne(Random random) {
        long tag = random.nextBoolean() && !model.isEmpty() ? model.firstKey() : someTag(random);
        assertThat(unacked.contains(tag)).isEqualTo(model.containsKey(tag));
        assertThat(unacked.remove(tag)).isSameAs(model.remove(tag));
    }

    private void removeUpTo(Random random) {
        var head = model.headMap(someTag(random), true);
        long upTo = head.isEmpty() ? 0 : head.lastKey();
        assertThat(unacked.removeUpTo(upTo)).containsExactlyElementsOf(head.values());
        head.clear();
    }

    private void restore(Random random) {
        List<Delivery> taken = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0 && !model.isEmpty(); i--) {
            Delivery taking = model.get(model.floorKey(model.firstKey() + random.nextInt(20)));
            assertThat(unacked.remove(taking.tag())).isSameAs(taking);
            model.remove(taking.tag());
            taken.add(taking);
        }
        unacked.restore(taken);
        taken.forEach(delivery -> model.put(delivery.tag(), delivery));
    }
}
