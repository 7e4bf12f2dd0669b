package io.leveret.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is still there after the broker was stopped in order, and after it was killed. */
@Timeout(180)
class RestartIT {
    private static final int BACKLOG = 50_000;

    @TempDir
    Path folder;

    /** How the first run of the broker ends. */
    enum End {
        STOPPED,
        KILLED
    }

    /** What a client does. */
    private interface Work {
        void on(Channel channel) throws Exception;
    }

    private void restart(End end, Work before, Work after) throws Exception {
        try (ExternalBroker broker = start()) {
            Channel channel = broker.connect().createChannel();
            before.on(channel);
            if (end == End.STOPPED) {
                assertThat(broker.stop()).as("exit code").isZero();
            } else {
                broker.kill();
            }
        }
        try (ExternalBroker broker = start()) {
            try (Connection connection = broker.connect();
                    Channel channel = connection.createChannel()) {
                after.on(channel);
            }
            assertThat(broker.stop()).as("exit code").isZero();
        }
    }

    private ExternalBroker start() throws IOException {
        return ExternalBroker.start(folder.resolve("data"), "-Xmx256m", "leveret.journal.file-size=4 MiB");
    }

    private static void publish(Channel channel, String exchange, String key, String body) throws IOException {
        channel.basicPublish(exchange, key, MessageProperties.PERSISTENT_BASIC, body.getBytes(UTF_8));
    }

    private static List<String> drain(Channel channel, String queue) throws IOException {
        List<String> bodies = new ArrayList<>();
        for (GetResponse got = channel.basicGet(queue, true); got != null; got = channel.basicGet(queue, true)) {
            bodies.add(new String(got.getBody(), UTF_8));
        }
        return bodies;
    }

    /** On a channel of its own, as asking for what is not there closes it. */
    private static boolean exists(Channel channel, Work question) throws Exception {
        Channel probe = channel.getConnection().createChannel();
        try {
            question.on(probe);
            probe.close();
            return true;
        } catch (IOException e) {
            assertThat(e).rootCause().hasMessageContaining("reply-code=404");
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void durableQueuesExchangesAndBindingsStayAndTransientOnesGo(End end) throws Exception {
        restart(
                end,
                channel -> {
                    Map<String, Object> arguments = Map.of("x-max-priority", 5, "custom", "kept");
                    channel.queueDeclare("durable", true, false, true, arguments);
                    channel.queueDeclare("transient", false, false, false, null);
                    channel.queueDeclare("exclusive", true, true, false, null);
                    channel.exchangeDeclare("topic", "topic", true, false, Map.of("alternate-exchange", "fanout"));
                    channel.exchangeDeclare("fanout", "fanout", true, true, true, null);
                    channel.exchangeDeclare("headers", "headers", true);
                    channel.exchangeDeclare("short", "direct", false);
                    channel.queueBind("durable", "topic", "to.#");
                    channel.queueBind("durable", "fanout", "");
                    channel.queueBind("durable", "headers", "", Map.of("x-match", "any", "n", 1));
                    channel.queueBind("transient", "topic", "to.#");
                    channel.exchangeBind("topic", "amq.direct", "pass");
                    channel.queueBind("durable", "amq.direct", "gone");
                    channel.queueUnbind("durable", "amq.direct", "gone");
                },
                channel -> {
                    Map<String, Object> arguments = Map.of("x-max-priority", 5, "custom", "kept");
                    channel.queueDeclare("durable", true, false, true, arguments);
                    channel.exchangeDeclare("topic", "topic", true, false, Map.of("alternate-exchange", "fanout"));
                    channel.exchangeDeclare("fanout", "fanout", true, true, true, null);
                    assertThat(exists(channel, probe -> probe.queueDeclarePassive("transient")))
                            .isFalse();
                    assertThat(exists(channel, probe -> probe.queueDeclarePassive("exclusive")))
                            .isFalse();
                    assertThat(exists(channel, probe -> probe.exchangeDeclarePassive("short")))
                            .isFalse();
                    publish(channel, "topic", "to.me", "topic");
                    publish(channel, "topic", "nobody", "alternate");
                    publish(channel, "amq.direct", "gone", "unbound");
                    publish(channel, "amq.direct", "pass", "alternate behind topic");
                    BasicProperties properties = new BasicProperties.Builder()
                            .headers(Map.of("n", 1))
                            .build();
                    channel.basicPublish("headers", "", properties, "headers".getBytes(UTF_8));
                    assertThat(drain(channel, "durable"))
                            .containsExactly("topic", "alternate", "alternate behind topic", "headers");
                });
    }

    @ParameterizedTest
    @EnumSource
    void persistentMessagesComeBackWithAllTheirProperties(End end) throws Exception {
        BasicProperties properties = new BasicProperties.Builder()
                .contentType("text/plain")
                .contentEncoding("utf-8")
                .headers(Map.of("n", 1L))
                .deliveryMode(2)
                .priority(7)
                .correlationId("c")
                .replyTo("r")
                .expiration("3600000")
                .messageId("m")
                .timestamp(Date.from(Instant.ofEpochSecond(1_700_000_000)))
                .type("t")
                .userId("guest")
                .appId("app")
                .build();
        byte[] large = new byte[700_000];
        large[699_999] = 1;
        restart(
                end,
                channel -> {
                    channel.queueDeclare("q", true, false, false, null);
                    channel.queueBind("q", "amq.topic", "k.#");
                    channel.confirmSelect();
                    channel.basicPublish("amq.topic", "k.1", properties, large);
                    channel.basicPublish("", "q", MessageProperties.BASIC, "transient".getBytes(UTF_8));
                    channel.basicPublish("", "q", MessageProperties.PERSISTENT_BASIC, new byte[0]);
                    channel.waitForConfirmsOrDie(20_000);
                },
                channel -> {
                    assertThat(channel.queueDeclarePassive("q").getMessageCount())
                            .isEqualTo(2);
                    GetResponse first = channel.basicGet("q", true);
                    assertThat(first.getBody()).isEqualTo(large);
                    assertThat(first.getProps()).hasToString(properties.toString());
                    assertThat(first.getEnvelope().getExchange()).isEqualTo("amq.topic");
                    assertThat(first.getEnvelope().getRoutingKey()).isEqualTo("k.1");
                    assertThat(first.getEnvelope().isRedeliver()).isFalse();
                    assertThat(channel.basicGet("q", true).getBody()).isEmpty();
                });
    }

    @ParameterizedTest
    @EnumSource
    void unackedMessagesComeBackInOrderAndFlagged(End end) throws Exception {
        restart(
                end,
                channel -> {
                    publishNumbers(channel, 6);
                    for (int i = 0; i < 3; i++) {
                        channel.basicGet("q", false);
                    }
                    channel.basicAck(2, false);
                    channel.queueDeclare("q", true, false, false, null); // answered when the ack is on disk
                },
                channel -> {
                    List<String> found = new ArrayList<>();
                    for (GetResponse got = channel.basicGet("q", true);
                            got != null;
                            got = channel.basicGet("q", true)) {
                        found.add(new String(got.getBody(), UTF_8)
                                + (got.getEnvelope().isRedeliver() ? " again" : ""));
                    }
                    assertThat(found).containsExactly("0 again", "2 again", "3", "4", "5");
                });
    }

    private static void publishNumbers(Channel channel, int count) throws Exception {
        channel.queueDeclare("q", true, false, false, null);
        channel.confirmSelect();
        for (int i = 0; i < count; i++) {
            publish(channel, "", "q", Integer.toString(i));
        }
        channel.waitForConfirmsOrDie(60_000);
    }

    @ParameterizedTest
    @EnumSource
    void aLongBacklogIsReadBackInOrder(End end) throws Exception {
        restart(end, channel -> publishNumbers(channel, BACKLOG), channel -> {
            assertThat(channel.queueDeclarePassive("q").getMessageCount()).isEqualTo(BACKLOG);
            List<String> found = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                found.add(new String(channel.basicGet("q", true).getBody(), UTF_8));
            }
            CountDownLatch left = new CountDownLatch(BACKLOG - found.size());
            channel.basicQos(500);
            channel.basicConsume(
                    "q",
                    false,
                    (tag, delivery) -> {
                        found.add(new String(delivery.getBody(), UTF_8));
                        channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
                        left.countDown();
                    },
                    tag -> {});
            assertThat(left.await(60, TimeUnit.SECONDS)).as("all are back").isTrue();
            for (int i = 0; i < BACKLOG; i++) {
                assertThat(found.get(i)).isEqualTo(Integer.toString(i));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatWasPurgedDeletedOrAckedStaysAway(End end) throws Exception {
        restart(
                end,
                channel -> {
                    publishNumbers(channel, 100);
                    for (String queue : List.of("purged", "deleted", "again")) {
                        channel.queueDeclare(queue, true, false, false, null);
                        publish(channel, "", queue, "old");
                    }
                    channel.queuePurge("purged");
                    publish(channel, "", "purged", "new");
                    channel.queueDelete("deleted");
                    channel.queueDelete("again");
                    channel.queueDeclare("again", true, false, false, null);
                    publish(channel, "", "again", "new");
                    for (int i = 0; i < 90; i++) {
                        channel.basicGet("q", false);
                    }
                    channel.basicAck(90, true);
                    channel.waitForConfirmsOrDie(20_000);
                    channel.queueDeclare("q", true, false, false, null); // answered when the acks are on disk
                },
                channel -> {
                    assertThat(drain(channel, "q")).hasSize(10).startsWith("90").endsWith("99");
                    assertThat(drain(channel, "purged")).containsExactly("new");
                    assertThat(drain(channel, "again")).containsExactly("new");
                    assertThat(exists(channel, probe -> probe.queueDeclarePassive("deleted")))
                            .isFalse();
                });
    }
}
