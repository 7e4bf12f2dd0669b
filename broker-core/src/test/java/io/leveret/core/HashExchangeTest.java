package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** x-consistent-hash and x-modulus-hash. */
class HashExchangeTest {
    private static final int KEYS = 2_000;

    private final TestVhost vhost = new TestVhost();
    private final TestChannel channel = vhost.channel();

    private static FieldTable table(String name, String value) {
        return FieldTable.builder().put(name, value).build();
    }

    private List<String> on(java.util.function.Consumer<TestChannel> asked) {
        TestChannel other = vhost.channel();
        asked.accept(other);
        return other.sync().events();
    }

    private TestChannel exchange(String type, FieldTable arguments, String... queues) {
        channel.exchange("x", type, arguments);
        for (String queue : queues) {
            channel.declare(queue).bind("x", queue, "1");
        }
        return channel;
    }

    /** The queue that each of so many keys leads to. */
    private Map<String, String> places(String... queues) {
        Map<String, String> places = new HashMap<>();
        for (int i = 0; i < KEYS; i++) {
            String key = "key-" + i;
            channel.publish("x", key, key);
            for (String queue : queues) {
                if (vhost.queue(queue).readyCount() > 0) {
                    assertThat(places.put(key, queue))
                            .as("a second queue for %s", key)
                            .isNull();
                    assertThat(vhost.queue(queue).purge()).isEqualTo(1);
                }
            }
        }
        assertThat(places).hasSize(KEYS);
        return places;
    }

    private static long count(Map<String, String> places, String queue) {
        return places.values().stream().filter(queue::equals).count();
    }

    @Test
    void consistentHashGivesEachKeyToOneQueueByTheirWeights() {
        exchange("x-consistent-hash", FieldTable.EMPTY);
        channel.declare("q1").bind("x", "q1", "1").declare("q3").bind("x", "q3", "3");

        Map<String, String> places = places("q1", "q3");

        assertThat(count(places, "q1")).isBetween(KEYS / 5L, KEYS * 3 / 10L);
        assertThat(places("q1", "q3")).as("a second time").isEqualTo(places);
    }

    @Test
    void aFurtherQueueTakesItsShareAndMovesNothingBetweenTheOthers() {
        exchange("x-consistent-hash", FieldTable.EMPTY, "q1", "q2", "q3");
        Map<String, String> before = places("q1", "q2", "q3");
        channel.declare("q4").bind("x", "q4", "1");

        Map<String, String> after = places("q1", "q2", "q3", "q4");

        assertThat(count(after, "q4")).isBetween(KEYS / 5L, KEYS * 3 / 10L);
        after.forEach((key, queue) -> assertThat(queue).isIn(before.get(key), "q4"));
        channel.delete("q4");
        assertThat(places("q1", "q2", "q3")).isEqualTo(before);
    }

    @Test
    void aSecondBindingOfAQueueCountsOnlyOnceTheFirstIsGone() {
        exchange("x-consistent-hash", FieldTable.EMPTY, "q1", "q2");
        Map<String, String> before = places("q1", "q2");

        channel.bind("x", "q1", "100");
        assertThat(places("q1", "q2")).isEqualTo(before);

        channel.unbind("x", "q1", "1");
        assertThat(count(places("q1", "q2"), "q1")).isGreaterThan(KEYS * 9 / 10L);
    }

    @Test
    void withNothingBoundAHashExchangeFindsNoDestination() {
        for (String type : List.of("x-consistent-hash", "x-modulus-hash")) {
            assertThat(on(c -> c.exchange(type, type).publishMandatory(type, "k", "m")))
                    .containsExactly("exchange-ok", "return NO_ROUTE m");
        }
        exchange("x-consistent-hash", FieldTable.EMPTY, "q").delete("q").forget();
        assertThat(channel.publishMandatory("x", "k", "m").events()).containsExactly("return NO_ROUTE m");
    }

    @Test
    void theWeightIsAnIntegerFromOneToTenThousand() {
        exchange("x-consistent-hash", FieldTable.EMPTY).declare("q");
        String error = "channel: 406 PRECONDITION_FAILED - The binding key must ";

        assertThat(on(c -> c.bind("x", "q", "abc"))).containsExactly(error + "be an integer: abc");
        assertThat(on(c -> c.bind("x", "q", ""))).containsExactly(error + "be an integer: ");
        assertThat(on(c -> c.bind("x", "q", "1.5"))).containsExactly(error + "be an integer: 1.5");
        assertThat(on(c -> c.bind("x", "q", "0"))).containsExactly(error + "be greater than 0");
        assertThat(on(c -> c.bind("x", "q", "-3"))).containsExactly(error + "be greater than 0");
        assertThat(on(c -> c.bind("x", "q", "10001"))).containsExactly(error + "not exceed 10000");
        assertThat(on(c -> c.bind("x", "q", "99999999999999999999"))).containsExactly(error + "not exceed 10000");
        assertThat(on(c -> c.bind("x", "q", "10000"))).containsExactly("bind-ok");
    }

    @Test
    void whatIsHashedIsOneHeaderOrOneProperty() {
        String error = "channel: 406 PRECONDITION_FAILED - ";
        FieldTable both = FieldTable.builder()
                .put("hash-header", "h")
                .put("hash-property", "message_id")
                .build();

        assertThat(on(c -> c.exchange("x", "x-consistent-hash", both)))
                .containsExactly(error + "hash-header and hash-property are mutually exclusive");
        assertThat(on(c -> c.exchange("x", "x-consistent-hash", table("hash-property", "app_id"))))
                .containsExactly(error + "Unsupported property: app_id");
        assertThat(on(c -> c.exchange(
                        "x",
                        "x-consistent-hash",
                        FieldTable.builder().put("hash-header", 1).build())))
                .containsExactly(error + "invalid type 'signedint' for arg 'hash-header' in exchange 'x'");
        assertThat(vhost.hasExchange("x")).isFalse();
        for (String property : List.of("message_id", "correlation_id", "timestamp")) {
            assertThat(on(c -> c.exchange(property, "x-consistent-hash", table("hash-property", property))))
                    .containsExactly("exchange-ok");
        }
    }

    @Test
    void aHashedHeaderDecidesInsteadOfTheRoutingKey() {
        exchange("x-consistent-hash", table("hash-header", "customer"), "q1", "q2", "q3");
        for (int i = 0; i < 100; i++) {
            FieldValue customer = i % 2 == 0 ? FieldValue.of(42L) : FieldValue.of("42");
            channel.publish(TestMessage.to("x", "key-" + i, "m")
                    .headers(FieldTable.builder().put("customer", customer).build()));
        }
        assertThat(counts()).as("all of one customer").containsOnly(0, 100);

        for (int i = 0; i < 100; i++) {
            channel.publish(TestMessage.to("x", "key", "m").headers(table("customer", "c" + i)));
        }
        assertThat(counts()).as("of a hundred customers").allMatch(count -> count > 10);
    }

    @Test
    void messagesWithoutTheHashedPartStayTogether() {
        exchange("x-consistent-hash", table("hash-header", "customer"), "q1", "q2", "q3");
        for (int i = 0; i < 100; i++) {
            channel.publish("x", "key-" + i, "m");
        }

        assertThat(counts()).containsOnly(0, 100);
    }

    @Test
    void aHashedPropertyDecidesForEachMessageThoughTheKeyStaysTheSame() {
        exchange("x-consistent-hash", table("hash-property", "correlation_id"), "q1", "q2", "q3");
        for (int i = 0; i < 100; i++) {
            channel.publish(TestMessage.to("x", "key", "m").correlationId("c" + i));
        }

        assertThat(counts()).allMatch(count -> count > 10);
    }

    private List<Integer> counts() {
        return List.of(
                vhost.queue("q1").readyCount(),
                vhost.queue("q2").readyCount(),
                vhost.queue("q3").readyCount());
    }

    @Test
    void modulusHashGivesEachKeyToOneQueueInWhateverOrderTheyWereBound() {
        exchange("x-modulus-hash", FieldTable.EMPTY, "q1", "q2", "q3");
        Map<String, String> places = places("q1", "q2", "q3");
        assertThat(count(places, "q1")).isBetween(KEYS / 4L, KEYS / 2L);

        channel.unbind("x", "q1", "1")
                .unbind("x", "q2", "1")
                .bind("x", "q2", "any")
                .bind("x", "q1", "other");

        assertThat(places("q1", "q2", "q3")).isEqualTo(places);
    }

    @Test
    void everyBindingOfAQueueIsAShareOfModulusHash() {
        exchange("x-modulus-hash", FieldTable.EMPTY, "q1", "q2");
        channel.bind("x", "q1", "b").bind("x", "q1", "c");

        assertThat(count(places("q1", "q2"), "q1")).isBetween(KEYS * 7 / 10L, KEYS * 8 / 10L);
    }

    @Test
    void aMessageWithCarbonCopiesGoesToOneQueueAllTheSame() {
        for (String type : List.of("x-modulus-hash", "x-consistent-hash", "x-random")) {
            channel.exchange(type, type);
            for (String queue : List.of("q1", "q2", "q3")) {
                channel.declare(queue).bind(type, queue, "1");
            }
            for (int i = 0; i < 20; i++) {
                channel.publish(TestMessage.to(type, "k" + i, "m").header("CC", "a" + i, "b" + i, "c" + i));
            }
            assertThat(counts().stream().mapToInt(Integer::intValue).sum()).isEqualTo(20);
            channel.purge("q1").purge("q2").purge("q3");
        }
    }

    @Test
    void theSameKeysGoToTheSameQueuesAfterARestart() {
        channel.exchange(new ExchangeDeclaration(
                "x", "x-consistent-hash", false, true, false, false, table("hash-header", "h")));
        for (String queue : List.of("q1", "q2", "q3")) {
            channel.declareDurable(queue).bind("x", queue, "2");
        }
        for (int i = 0; i < 200; i++) {
            channel.publish(
                    TestMessage.to("x", "k", "" + i).headers(table("h", "" + i)).persistent());
        }
        channel.sync();

        TestVhost restarted = vhost.crashAndRecover();
        TestChannel after = restarted.channel();
        for (int i = 0; i < 200; i++) {
            after.publish(TestMessage.to("x", "k", "" + i).headers(table("h", "" + i)));
        }
        for (String queue : List.of("q1", "q2", "q3")) {
            int before = vhost.queue(queue).readyCount();
            assertThat(before).isPositive();
            assertThat(restarted.queue(queue).readyCount()).as(queue).isEqualTo(2 * before);
        }
    }
}
