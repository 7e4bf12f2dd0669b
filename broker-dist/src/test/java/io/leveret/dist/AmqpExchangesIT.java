package io.leveret.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where messages go: each type of exchange, and exchanges behind exchanges. */
@Timeout(120)
class AmqpExchangesIT {
    @TempDir
    Path folder;

    private TestBroker broker;
    private Connection connection;
    private Channel channel;

    @BeforeEach
    void start() throws Exception {
        broker = TestBroker.start(folder.resolve("data"));
        connection = broker.connect();
        channel = connection.createChannel();
        for (String queue : List.of("a", "b")) {
            channel.queueDeclare(queue, false, false, false, null);
        }
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        broker.close();
    }

    private void publish(String exchange, String key, Map<String, Object> headers) throws IOException {
        BasicProperties properties =
                new BasicProperties.Builder().headers(headers).build();
        channel.basicPublish(exchange, key, properties, key.getBytes(UTF_8));
    }

    /** All routing keys that arrived in the queue. */
    private List<String> drain(String queue) throws IOException {
        List<String> keys = new ArrayList<>();
        for (GetResponse got = channel.basicGet(queue, true); got != null; got = channel.basicGet(queue, true)) {
            keys.add(got.getEnvelope().getRoutingKey());
        }
        return keys;
    }

    @Test
    void directTakesTheSameKey() throws Exception {
        channel.exchangeDeclare("x", "direct");
        channel.queueBind("a", "x", "one");
        channel.queueBind("a", "x", "two");
        channel.queueBind("b", "x", "two");
        for (String key : List.of("one", "two", "three")) {
            publish("x", key, null);
        }
        assertThat(drain("a")).containsExactly("one", "two");
        assertThat(drain("b")).containsExactly("two");
        channel.queueUnbind("b", "x", "two");
        publish("x", "two", null);
        assertThat(drain("b")).isEmpty();
    }

    @Test
    void fanoutTakesEverythingOnce() throws Exception {
        channel.exchangeDeclare("x", "fanout");
        channel.queueBind("a", "x", "");
        channel.queueBind("a", "x", "again");
        channel.queueBind("b", "x", "");
        publish("x", "any", null);
        assertThat(drain("a")).containsExactly("any");
        assertThat(drain("b")).containsExactly("any");
    }

    @Test
    void topicMatchesWords() throws Exception {
        channel.exchangeDeclare("x", "topic");
        channel.queueBind("a", "x", "old.#");
        channel.queueBind("b", "x", "*.boy.*");
        for (String key : List.of("old", "old.boy.python", "new.boy.java", "boy", "old.boy")) {
            publish("x", key, null);
        }
        assertThat(drain("a")).containsExactly("old", "old.boy.python", "old.boy");
        assertThat(drain("b")).containsExactly("old.boy.python", "new.boy.java");
    }

    @Test
    void headersMatchAllOrAny() throws Exception {
        channel.exchangeDeclare("x", "headers");
        channel.queueBind("a", "x", "", Map.of("x-match", "all", "size", 1, "colour", "red"));
        channel.queueBind("b", "x", "", Map.of("x-match", "any", "size", 1, "colour", "red"));
        publish("x", "both", Map.of("size", 1, "colour", "red", "more", true));
        publish("x", "size", Map.of("size", 1));
        publish("x", "none", Map.of("size", 2));
        publish("x", "no headers", null);
        assertThat(drain("a")).containsExactly("both");
        assertThat(drain("b")).containsExactly("both", "size");
    }

    @Test
    void exchangesPassOnToExchanges() throws Exception {
        channel.exchangeDeclare("first", "topic");
        channel.exchangeDeclare("second", "fanout", false, false, true, null);
        channel.exchangeBind("second", "first", "to.#");
        channel.queueBind("a", "second", "");
        publish("first", "to.second", null);
        publish("first", "elsewhere", null);
        assertThat(drain("a")).containsExactly("to.second");
        channel.exchangeUnbind("second", "first", "to.#");
        publish("first", "to.second", null);
        assertThat(drain("a")).isEmpty();
    }

    @Test
    void whatAnExchangeCannotRouteGoesToItsAlternate() throws Exception {
        channel.exchangeDeclare("rest", "fanout");
        channel.exchangeDeclare("x", "direct", false, false, Map.of("alternate-exchange", "rest"));
        channel.queueBind("a", "x", "known");
        channel.queueBind("b", "rest", "");
        publish("x", "known", null);
        publish("x", "unknown", null);
        assertThat(drain("a")).containsExactly("known");
        assertThat(drain("b")).containsExactly("unknown");
    }

    @Test
    void autoDeleteExchangeGoesWithItsLastBinding() throws Exception {
        channel.exchangeDeclare("x", "fanout", false, true, null);
        channel.queueBind("a", "x", "");
        channel.queueDelete("a");
        Channel probe = connection.createChannel();
        try {
            probe.exchangeDeclarePassive("x");
            assertThat(probe).as("the exchange is still there").isNull();
        } catch (IOException e) {
            assertThat(e).rootCause().hasMessageContaining("no exchange 'x' in vhost '/'");
        }
    }

    @Test
    void eachMessageReachesOneQueueOfATypeThatPicks() throws IOException {
        for (String type : List.of("x-consistent-hash", "x-modulus-hash", "x-random", "x-local-random")) {
            channel.exchangeDeclare("pick", type);
            String bindingKey = type.equals("x-local-random") ? "" : "1";
            channel.queueBind("a", "pick", bindingKey);
            channel.queueBind("b", "pick", bindingKey);
            for (int i = 0; i < 100; i++) {
                publish("pick", "key-" + i, Map.of());
            }
            List<String> inA = drain("a");
            List<String> inB = drain("b");
            assertThat(inA).as(type).isNotEmpty().doesNotContainAnyElementsOf(inB);
            assertThat(inA.size() + inB.size()).as(type).isEqualTo(100);
            channel.exchangeDelete("pick");
        }
    }

    @Test
    void recentHistoryIsGivenToANewQueue() throws IOException {
        channel.exchangeDeclare("recent", "x-recent-history", true, false, Map.of("x-recent-history-length", 2));
        publish("recent", "1", Map.of());
        publish("recent", "2", Map.of("x-recent-history-no-store", true));
        publish("recent", "3", Map.of());
        publish("recent", "4", Map.of());

        channel.queueBind("a", "recent", "");

        assertThat(drain("a")).containsExactly("3", "4");
    }

    @Test
    void duplicatesAreDroppedUntilTheirTimeIsOver() throws Exception {
        channel.exchangeDeclare("once", "x-message-deduplication", true, false, Map.of("x-cache-size", 100));
        channel.queueBind("a", "once", "");
        channel.confirmSelect();
        for (String key : List.of("1", "2")) {
            publish("once", key, Map.of("x-deduplication-header", "same"));
        }
        publish("once", "3", Map.of("x-deduplication-header", "short", "x-cache-ttl", 1));
        channel.waitForConfirmsOrDie(20_000);

        assertThat(drain("a")).containsExactly("1", "3");
        await().atMost(20, SECONDS).untilAsserted(() -> {
            publish("once", "4", Map.of("x-deduplication-header", "short"));
            assertThat(drain("a")).contains("4");
        });
    }
}
