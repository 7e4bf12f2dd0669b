package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.FieldTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Very many queues with a binding each: what looks through all of them at each step would not come to its end. */
@Timeout(60)
class LargeTopologyTest {
    private static final int QUEUES = 100_000;
    private static final int FEWER = 30_000;
    private static final int PROBES = 30;

    private final TestVhost vhost = new TestVhost();
    private final TestChannel channel = vhost.channel();

    /** One key for each queue of a direct exchange; a pattern that only one key fits for a topic exchange. */
    private static String bindingKey(String type, int i) {
        return switch (type) {
            case "topic" -> i % 2 == 0 ? "site." + i + ".*" : "#." + i + ".end";
            case "x-consistent-hash" -> "" + (1 + i % 10);
            default -> "site." + i + ".end";
        };
    }

    private void declare(String type, int queues) {
        channel.exchange(new ExchangeDeclaration("x", type, false, true, true, false, FieldTable.EMPTY));
        for (int i = 0; i < queues; i++) {
            channel.declareDurable("q" + i).bind("x", "q" + i, bindingKey(type, i));
        }
        channel.forget();
        assertThat(vhost.vhost().topology().queues()).hasSize(queues);
    }

    /** Every queue with its binding, in any order; a message now and then finds what is left. */
    private void delete(int queues) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < queues; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(1));
        for (int i = 0; i < queues; i++) {
            channel.delete("q" + order.get(i));
            if (i % (queues / PROBES) == 0) {
                channel.publish("x", "site." + order.get(i) + ".end", "m");
            }
        }
        assertThat(vhost.vhost().topology().queues()).isEmpty();
        assertThat(vhost.hasExchange("x"))
                .as("auto-delete, with its last binding")
                .isFalse();
    }

    private long ready() {
        return vhost.vhost().topology().queues().stream()
                .mapToLong(queue -> queue.readyCount())
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "topic"})
    void queuesAreDeclaredBoundReachedAndDeleted(String type) {
        declare(type, QUEUES);

        for (int i = 0; i < QUEUES; i++) {
            channel.publish("x", "site." + i + ".end", "m");
        }

        assertThat(vhost.vhost().topology().queues()).allMatch(queue -> queue.readyCount() == 1);
        delete(QUEUES);
        assertThat(vhost.held()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-consistent-hash", "x-modulus-hash", "x-random"})
    void whatPicksOneOfManyPicksWithoutLookingAtAll(String type) {
        declare(type, FEWER);

        for (int i = 0; i < FEWER; i++) {
            channel.publish("x", "site." + i + ".end", "m");
        }

        assertThat(ready()).isEqualTo(FEWER);
        delete(FEWER);
        assertThat(vhost.held()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fanout", "headers", "x-recent-history"})
    void bindingsOfAnExchangeThatLooksAtAllAreStillMadeAndRemovedOneByOne(String type) {
        declare(type, FEWER);

        channel.publish("x", "k", "m");

        assertThat(ready()).isEqualTo(FEWER);
        for (int i = 0; i < FEWER; i++) {
            channel.delete("q" + i);
        }
        assertThat(vhost.hasExchange("x")).isFalse();
        assertThat(vhost.held()).isZero();
    }
}
