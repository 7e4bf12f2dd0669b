package io.leveret.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.RpcClient;
import com.rabbitmq.client.RpcClientParams;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every client library needs, through one that everybody uses. */
@Timeout(120)
class AmqpClientIT {
    private static final BasicProperties NONE = new BasicProperties();

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
    }

    @AfterEach
    void stop() throws Exception {
        if (connection.isOpen()) {
            connection.close();
        }
        broker.close();
    }

    private void publish(String exchange, String key, String body) throws Exception {
        channel.basicPublish(exchange, key, NONE, body.getBytes(UTF_8));
    }

    private String get(String queue) throws Exception {
        GetResponse got = channel.basicGet(queue, true);
        return got == null ? "" : new String(got.getBody(), UTF_8);
    }

    private BlockingQueue<Delivery> consume(String queue, boolean autoAck) throws Exception {
        BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
        channel.basicConsume(queue, autoAck, (tag, delivery) -> deliveries.add(delivery), tag -> {});
        return deliveries;
    }

    private static Delivery take(BlockingQueue<Delivery> deliveries) throws Exception {
        Delivery delivery = deliveries.poll(20, TimeUnit.SECONDS);
        assertThat(delivery).as("a delivery").isNotNull();
        return delivery;
    }

    private static String text(Delivery delivery) {
        return new String(delivery.getBody(), UTF_8);
    }

    @Test
    void theServerSaysWhatItIsAndWhatItCan() {
        Map<String, Object> properties = connection.getServerProperties();
        assertThat(properties.get("product")).hasToString("Leveret");
        assertThat(properties).containsKeys("version", "platform", "copyright", "information", "cluster_name");
        assertThat((Map<?, ?>) properties.get("capabilities"))
                .extracting(Object::toString)
                .asString()
                .contains(
                        "publisher_confirms=true",
                        "exchange_exchange_bindings=true",
                        "basic.nack=true",
                        "consumer_cancel_notify=true",
                        "connection.blocked=true",
                        "consumer_priorities=true",
                        "authentication_failure_close=true",
                        "per_consumer_qos=true",
                        "direct_reply_to=true");
    }

    @Test
    void deliveriesCarryEverythingThatWasPublished() throws Exception {
        BasicProperties properties = new BasicProperties.Builder()
                .contentType("text/plain")
                .contentEncoding("utf-8")
                .headers(Map.of("a", 1, "nested", Map.of("list", List.of(1L, true, "x"))))
                .deliveryMode(2)
                .priority(7)
                .correlationId("c")
                .replyTo("r")
                .expiration("60000")
                .messageId("m")
                .timestamp(Date.from(Instant.ofEpochSecond(1_700_000_000)))
                .type("t")
                .userId("guest")
                .appId("app")
                .build();
        channel.queueDeclare("q", false, false, false, null);
        BlockingQueue<Delivery> deliveries = consume("q", false);
        channel.basicPublish("", "q", properties, new byte[300_000]);
        Delivery delivery = take(deliveries);
        assertThat(delivery.getBody()).hasSize(300_000);
        assertThat(delivery.getEnvelope().getExchange()).isEmpty();
        assertThat(delivery.getEnvelope().getRoutingKey()).isEqualTo("q");
        assertThat(delivery.getEnvelope().isRedeliver()).isFalse();
        assertThat(delivery.getEnvelope().getDeliveryTag()).isEqualTo(1);
        Map<String, Object> headers = delivery.getProperties().getHeaders();
        assertThat(headers).hasSize(2).containsEntry("a", 1);
        assertThat(headers.get("nested")).hasToString("{list=[1, true, x]}");
        assertThat(withoutHeaders(delivery.getProperties())).isEqualTo(withoutHeaders(properties));
        channel.basicAck(1, false);
        assertThat(channel.queueDeclarePassive("q").getMessageCount()).isZero();
    }

    private static String withoutHeaders(BasicProperties properties) {
        return properties.builder().headers(null).build().toString();
    }

    @Test
    void unackedMessagesComeBackInPlaceAndFlagged() throws Exception {
        channel.queueDeclare("q", false, false, false, null);
        for (String body : List.of("a", "b", "c")) {
            publish("", "q", body);
        }
        try (Channel other = connection.createChannel()) {
            other.basicGet("q", false);
            GetResponse second = other.basicGet("q", false);
            assertThat(second.getMessageCount()).isEqualTo(1);
            other.basicAck(second.getEnvelope().getDeliveryTag(), false);
        }
        GetResponse first = channel.basicGet("q", false);
        assertThat(new String(first.getBody(), UTF_8)).isEqualTo("a");
        assertThat(first.getEnvelope().isRedeliver()).isTrue();
        channel.basicNack(1, false, true);
        assertThat(get("q")).isEqualTo("a");
        GetResponse third = channel.basicGet("q", false);
        assertThat(third.getEnvelope().isRedeliver()).isFalse();
        channel.basicReject(third.getEnvelope().getDeliveryTag(), false);
        assertThat(get("q")).isEmpty();
    }

    @Test
    void prefetchHoldsBackUntilTheAck() throws Exception {
        channel.queueDeclare("q", false, false, false, null);
        channel.basicQos(1);
        BlockingQueue<Delivery> deliveries = consume("q", false);
        publish("", "q", "first");
        publish("", "q", "second");
        assertThat(text(take(deliveries))).isEqualTo("first");
        assertThat(channel.queueDeclarePassive("q").getMessageCount()).isEqualTo(1);
        assertThat(deliveries).isEmpty();
        channel.basicAck(1, false);
        assertThat(text(take(deliveries))).isEqualTo("second");
    }

    @Test
    void confirmsCoverEachPublishOnce() throws Exception {
        channel.queueDeclare("q", true, false, false, null);
        channel.confirmSelect();
        for (int i = 0; i < 500; i++) {
            channel.basicPublish("", i % 2 == 0 ? "q" : "nowhere", MessageProperties.PERSISTENT_BASIC, new byte[10]);
        }
        assertThat(channel.waitForConfirms(20_000)).isTrue();
        assertThat(channel.getNextPublishSeqNo()).isEqualTo(501);
        assertThat(channel.queuePurge("q").getMessageCount()).isEqualTo(250);
    }

    @Test
    void unroutableMandatoryMessageIsReturnedBeforeItsConfirm() throws Exception {
        List<String> heard = new ArrayList<>();
        BlockingQueue<Return> returns = new LinkedBlockingQueue<>();
        channel.addReturnListener(returned -> {
            heard.add("return");
            returns.add(returned);
        });
        channel.addConfirmListener((tag, multiple) -> heard.add("ack"), (tag, multiple) -> heard.add("nack"));
        channel.confirmSelect();
        channel.basicPublish("amq.direct", "nobody", true, NONE, "back".getBytes(UTF_8));
        assertThat(channel.waitForConfirms(20_000)).isTrue();
        Return returned = returns.poll(20, TimeUnit.SECONDS);
        assertThat(returned.getReplyCode()).isEqualTo(312);
        assertThat(returned.getReplyText()).isEqualTo("NO_ROUTE");
        assertThat(returned.getExchange()).isEqualTo("amq.direct");
        assertThat(returned.getRoutingKey()).isEqualTo("nobody");
        assertThat(returned.getBody()).asString().isEqualTo("back");
        assertThat(heard).containsExactly("return", "ack");
    }

    @Test
    void transactionShowsAtCommitAndLeavesNothingAtRollback() throws Exception {
        channel.queueDeclare("q", true, false, false, null);
        publish("", "q", "before");
        try (Channel tx = connection.createChannel()) {
            tx.txSelect();
            tx.basicPublish("", "q", MessageProperties.PERSISTENT_BASIC, "rolled back".getBytes(UTF_8));
            GetResponse got = tx.basicGet("q", false);
            tx.basicAck(got.getEnvelope().getDeliveryTag(), false);
            tx.txRollback();
            tx.basicPublish("", "q", MessageProperties.PERSISTENT_BASIC, "committed".getBytes(UTF_8));
            assertThat(channel.queueDeclarePassive("q").getMessageCount()).isZero();
            tx.basicAck(got.getEnvelope().getDeliveryTag(), false);
            tx.txCommit();
        }
        assertThat(get("q")).isEqualTo("committed");
        assertThat(get("q")).isEmpty();
    }

    @Test
    void directReplyToAnswersACall() throws Exception {
        channel.queueDeclare("rpc", false, false, false, null);
        Channel serving = connection.createChannel();
        serving.basicConsume(
                "rpc",
                true,
                (tag, call) -> serving.basicPublish(
                        "",
                        call.getProperties().getReplyTo(),
                        new BasicProperties.Builder()
                                .correlationId(call.getProperties().getCorrelationId())
                                .build(),
                        ("re: " + text(call)).getBytes(UTF_8)),
                tag -> {});
        RpcClient client = new RpcClient(new RpcClientParams()
                .channel(channel)
                .exchange("")
                .routingKey("rpc")
                .replyTo("amq.rabbitmq.reply-to")
                .timeout(20_000));
        assertThat(client.stringCall("one")).isEqualTo("re: one");
        assertThat(client.stringCall("two")).isEqualTo("re: two");
        client.close();
    }

    @Test
    void consumerHearsThatItsQueueIsGone() throws Exception {
        channel.queueDeclare("q", false, false, false, null);
        BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();
        String tag = channel.basicConsume("q", true, (consumer, delivery) -> {}, cancelled::add);
        try (Channel other = connection.createChannel()) {
            other.queueDelete("q");
        }
        assertThat(cancelled.poll(20, TimeUnit.SECONDS)).isEqualTo(tag);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void autoDeleteQueueGoesWithItsLastConsumer() throws Exception {
        channel.queueDeclare("q", false, false, true, null);
        String tag = channel.basicConsume("q", true, (consumer, delivery) -> {}, consumer -> {});
        channel.basicCancel(tag);
        await().untilAsserted(() -> assertThat(exists("q")).isFalse());
    }

    @Test
    void exclusiveQueueGoesWithItsConnection() throws Exception {
        try (Connection other = broker.connect();
                Channel others = other.createChannel()) {
            others.queueDeclare("mine", false, true, false, null);
            others.basicPublish("", "mine", NONE, new byte[1]);
        }
        assertThat(exists("mine")).isFalse();
    }

    @Test
    void serverNamedQueueIsTheLastDeclared() throws Exception {
        String queue = channel.queueDeclare().getQueue();
        assertThat(queue).matches("amq\\.gen-[A-Za-z0-9_-]{22}");
        channel.queueBind("", "amq.fanout", "");
        publish("amq.fanout", "", "hello");
        assertThat(get(queue)).isEqualTo("hello");
    }

    private boolean exists(String queue) throws Exception {
        Channel probe = connection.createChannel();
        try {
            probe.queueDeclarePassive(queue);
            probe.close();
            return true;
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
