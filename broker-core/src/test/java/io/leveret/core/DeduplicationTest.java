package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

/** x-message-deduplication, as RabbitMQ's community plugin does it. */
class DeduplicationTest {
    private final TestVhost vhost = new TestVhost();
    private final TestChannel channel = vhost.channel();
    private long now = 1_000_000;

    private static FieldTable.Builder arguments(int size) {
        return FieldTable.builder().put("x-cache-size", size);
    }

    private void exchange(FieldTable arguments) {
        channel.exchange("d", "x-message-deduplication", arguments)
                .declare("q")
                .bind("d", "q", "any")
                .forget();
    }

    private Message message(FieldValue key, FieldValue ttl) {
        FieldTable.Builder headers = FieldTable.builder().put("x-deduplication-header", key);
        if (ttl != null) {
            headers.put("x-cache-ttl", ttl);
        }
        Message made = TestMessage.to("d", "k", "m").headers(headers.build()).build();
        return new Message(made.exchange(), made.routingKey(), made.properties(), made.body(), now);
    }

    /** Whether a message with this key reaches the queue. */
    private boolean passes(FieldValue key, FieldValue ttl) {
        int before = vhost.queue("q").readyCount();
        channel.publish(message(key, ttl), false);
        return vhost.queue("q").readyCount() > before;
    }

    private boolean passes(String key) {
        return passes(FieldValue.of(key), null);
    }

    @Test
    void whatCameBeforeIsDroppedAndWhatHasNoKeyPasses() {
        exchange(arguments(10).build());

        assertThat(passes("a")).isTrue();
        assertThat(passes("a")).isFalse();
        assertThat(passes("b")).isTrue();
        channel.publish("d", "k", "plain").publish("d", "k", "plain");
        assertThat(vhost.queue("q").readyCount()).isEqualTo(4);
    }

    @Test
    void keysAreComparedByValueNotByTheWidthOfANumber() {
        exchange(arguments(10).build());

        assertThat(passes(FieldValue.of(7), null)).isTrue();
        assertThat(passes(FieldValue.of(7L), null)).isFalse();
        assertThat(passes(FieldValue.of("7"), null)).isTrue();
        assertThat(passes(FieldValue.of(true), null)).isTrue();
        assertThat(passes(FieldValue.of(true), null)).isFalse();
    }

    @Test
    void aFullCacheForgetsItsOldest() {
        exchange(arguments(2).build());
        passes("a");
        passes("b");
        assertThat(passes("a")).isFalse();
        passes("c");

        assertThat(passes("b")).isFalse();
        assertThat(passes("a")).isTrue();
    }

    @Test
    void keysAreForgottenAfterTheExchangesTimeAndSeeingThemAgainChangesNothing() {
        exchange(arguments(10).put("x-cache-ttl", 1_000).build());
        passes("a");
        now += 999;
        assertThat(passes("a")).isFalse();
        now += 1;

        assertThat(passes("a")).isTrue();
        assertThat(passes("a")).isFalse();
    }

    @Test
    void aMessagesOwnTimeGoesBeforeThatOfTheExchange() {
        exchange(arguments(10).put("x-cache-ttl", 1_000).build());
        passes(FieldValue.of("short"), FieldValue.of(10));
        passes(FieldValue.of("long"), FieldValue.of(Long.MAX_VALUE));
        now += 10;
        assertThat(passes("short")).isTrue();
        now += 100_000;

        assertThat(passes("long")).isFalse();
    }

    @Test
    void aDuplicateIsConfirmedAndIfMandatoryReturnedAsWithoutARoute() {
        exchange(arguments(10).build());
        channel.confirmSelect();
        channel.publish(message(FieldValue.of("a"), null), true);
        channel.publish(message(FieldValue.of("a"), null), false);
        channel.publish(message(FieldValue.of("a"), null), true);

        assertThat(channel.sync().events()).containsExactly("ack 1", "ack 2", "return NO_ROUTE m", "ack 3");
    }

    @Test
    void duplicatesGoToTheAlternateExchange() {
        exchange(arguments(10).put("alternate-exchange", "amq.fanout").build());
        channel.declare("dup").bind("amq.fanout", "dup", "");
        passes("a");
        passes("a");

        assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
        assertThat(vhost.queue("dup").readyCount()).isEqualTo(1);
    }

    @Test
    void aMessageWithCarbonCopiesIsNoDuplicateOfItself() {
        exchange(arguments(10).build());
        channel.publish(TestMessage.to("d", "k", "m")
                .headers(FieldTable.builder().put("x-deduplication-header", "a").build())
                .header("CC", "k", "l"));

        assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
    }

    @Test
    void theKeysAreBoundInOctetsToo() {
        long room = 80_000; // an eighth of which exchanges may hold
        TestVhost small = new TestVhost(new VirtualHostLimits(room, 1 << 20));
        TestChannel sender = small.channel()
                .exchange("d", "x-message-deduplication", arguments(1_000_000).build());
        for (int i = 0; i < 2; i++) {
            for (int key = 0; key < 100; key++) {
                sender.publish(message(FieldValue.of("x".repeat(1_000) + key), null), false);
            }
        }
        sender.declare("q").bind("d", "q", "");

        sender.publish(message(FieldValue.of("x".repeat(1_000) + 0), null), false);
        assertThat(small.queue("q").readyCount())
                .as("forgotten for want of room")
                .isEqualTo(1);
        sender.publish(message(FieldValue.of("x".repeat(1_000) + 99), null), false);
        assertThat(small.queue("q").readyCount()).as("remembered").isEqualTo(1);
    }

    @Test
    void theArgumentsAreChecked() {
        String size = "Missing or invalid argument, 'x-cache-size' must be an integer greater than 0";
        String ttl = "Invalid argument, 'x-cache-ttl' must be an integer greater than 0";
        String persistence = "Invalid argument, 'x-cache-persistence' must be either 'disk' or 'memory'";

        assertThat(refusal(FieldTable.EMPTY)).isEqualTo(size);
        assertThat(refusal(arguments(0).build())).isEqualTo(size);
        assertThat(refusal(FieldTable.builder().put("x-cache-size", "ten").build()))
                .isEqualTo(size);
        assertThat(refusal(arguments(1).put("x-cache-ttl", -1).build())).isEqualTo(ttl);
        assertThat(refusal(arguments(1).put("x-cache-ttl", true).build())).isEqualTo(ttl);
        assertThat(refusal(arguments(1).put("x-cache-persistence", "tape").build()))
                .isEqualTo(persistence);
        assertThat(vhost.hasExchange("d")).isFalse();
        for (String allowed : List.of("disk", "memory")) {
            FieldTable good = FieldTable.builder()
                    .put("x-cache-size", "10")
                    .put("x-cache-ttl", "500")
                    .put("x-cache-persistence", allowed)
                    .build();
            assertThat(vhost.channel()
                            .exchange(allowed, "x-message-deduplication", good)
                            .events())
                    .containsExactly("exchange-ok");
        }
    }

    @Test
    void anExchangeThatRemembersMuchTakesNothingFromTheOthers() {
        TestVhost small = new TestVhost(new VirtualHostLimits(1 << 20, 1L << 40));
        TestChannel publisher = small.channel();
        publisher
                .exchange(
                        "greedy",
                        "x-message-deduplication",
                        arguments(1_000_000).build())
                .exchange("modest", "x-message-deduplication", arguments(10).build())
                .declare("q")
                .bind("modest", "q", "k");
        for (int i = 0; i < 2_000; i++) {
            publisher.publish(keyed("greedy", "key" + i));
        }
        String longer = "a value that is longer than those of the other exchange";
        publisher.publish(keyed("modest", longer)).publish(keyed("modest", longer));
        assertThat(small.queue("q").readyCount()).isEqualTo(1);
    }

    private static TestMessage keyed(String exchange, String key) {
        FieldTable headers =
                FieldTable.builder().put("x-deduplication-header", key).build();
        return TestMessage.to(exchange, "k", "m").headers(headers);
    }

    private String refusal(FieldTable arguments) {
        List<String> events = vhost.channel()
                .exchange("d", "x-message-deduplication", arguments)
                .events();
        return String.join("; ", events).replace("channel: 406 PRECONDITION_FAILED - ", "");
    }
}
