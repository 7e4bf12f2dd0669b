package io.leveret.core.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.message.FieldTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConsumerRingTest {
    private final ConsumerRing ring = new ConsumerRing();
    private final Target target = new Target();

    /** A channel that has room or not. */
    private static final class Target implements DeliveryTarget {
        private boolean room = true;
        private final List<Consumer> waiting = new ArrayList<>();

        @Override
        public boolean hasRoom() {
            return room;
        }

        @Override
        public void awaitRoom(Consumer consumer) {
            waiting.add(consumer);
        }

        @Override
        public void deliver(Consumer consumer, QueuedMessage message) {}

        @Override
        public void cancelled(Consumer consumer) {}
    }

    private Consumer add(String tag, int priority) {
        return add(tag, priority, target);
    }

    private Consumer add(String tag, int priority, Target on) {
        Consumer consumer = new Consumer(
                tag, null, on, new ConsumerSettings(false, false, priority, 0, QueueRules.NONE, FieldTable.EMPTY));
        ring.add(consumer);
        return consumer;
    }

    private String next() {
        Consumer consumer = ring.nextWithCredit();
        return consumer == null ? "-" : consumer.tag();
    }

    @Test
    void equalConsumersTakeTurns() {
        add("a", 0);
        Consumer b = add("b", 0);
        add("c", 0);

        assertThat(next() + next() + next() + next()).isEqualTo("abca");
        ring.remove(b);
        assertThat(next() + next() + next()).isEqualTo("cac");
    }

    @Test
    void aHigherPriorityIsServedWhileItHasCredit() {
        Target busy = new Target();
        add("low", -1);
        add("middle", 0);
        Consumer high = add("high", 5, busy);

        assertThat(next()).isEqualTo("high");
        busy.room = false;
        assertThat(next()).isEqualTo("middle");
        assertThat(busy.waiting).containsExactly(high);
        busy.room = true;
        assertThat(next()).isEqualTo("middle"); // it is asked again only once it is resumed
        ring.resume(high);
        assertThat(next()).isEqualTo("high");
    }

    @Test
    void oneWithoutCreditIsMetOnce() {
        Target full = new Target();
        full.room = false;
        add("a", 0, full);
        add("b", 0);

        assertThat(next() + next() + next()).isEqualTo("bbb");
        assertThat(full.waiting).hasSize(1);
    }

    @Test
    void aParkedConsumerCanLeave() {
        target.room = false;
        Consumer a = add("a", 0);
        assertThat(next()).isEqualTo("-");

        ring.remove(a);

        assertThat(ring.size()).isZero();
        assertThatThrownBy(() -> ring.remove(a)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void onlyALoneExclusiveConsumerIsExclusive() {
        assertThat(ring.hasExclusive()).isFalse();
        add("a", 0);
        assertThat(ring.hasExclusive()).isFalse();
    }

    @Test
    void turnsAreFairWhoeverComesAndGoes() {
        Random random = new Random(23);
        List<Consumer> members = new ArrayList<>();
        List<String> turn = new ArrayList<>(); // the model: the next in turn is first
        for (int step = 0; step < 20_000; step++) {
            int what = random.nextInt(8);
            if (what == 0 && members.size() < 20) {
                members.add(add("c" + step, 0));
                turn.add("c" + step);
            } else if (what == 1 && !members.isEmpty()) {
                Consumer leaving = members.remove(random.nextInt(members.size()));
                ring.remove(leaving);
                turn.remove(leaving.tag());
            } else if (!turn.isEmpty()) {
                String first = turn.remove(0);
                turn.add(first);
                assertThat(next()).isEqualTo(first);
            }
            assertThat(ring.size()).isEqualTo(members.size());
        }
    }
}
