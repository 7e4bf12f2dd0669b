package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a whole broker tells of itself: events, its log, the audit. */
class ObservationIT {
    @TempDir
    Path directory;

    private static Queue<Delivery> listen(Channel channel, String exchange, String key) throws IOException {
        Queue<Delivery> heard = new ConcurrentLinkedQueue<>();
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, exchange, key);
        channel.basicConsume(queue, true, (tag, delivery) -> heard.add(delivery), tag -> {});
        return heard;
    }

    private static Delivery heard(Queue<Delivery> heard, String key) {
        return await().until(
                        () -> heard.stream()
                                .filter(delivery ->
                                        delivery.getEnvelope().getRoutingKey().equals(key))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void eventsAreMessagesOfTheEventExchange() throws Exception {
        try (TestBroker broker = TestBroker.start(directory);
                Connection connection = broker.connect()) {
            Channel channel = connection.createChannel();
            Queue<Delivery> events = listen(channel, "amq.rabbitmq.event", "#");
            channel.queueDeclare("observed", true, false, false, Map.of("x-max-length", 5));
            Delivery created = await().until(
                            () -> events.stream()
                                    .filter(event -> "observed"
                                            .equals(String.valueOf(event.getProperties()
                                                    .getHeaders()
                                                    .get("name"))))
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();
            assertThat(created.getEnvelope().getRoutingKey()).isEqualTo("queue.created");
            assertThat(created.getBody()).isEmpty();
            assertThat(created.getProperties().getDeliveryMode()).isEqualTo(2);
            assertThat((Long) created.getProperties().getHeaders().get("timestamp_in_ms"))
                    .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
            assertThat(created.getProperties().getHeaders().get("user_who_performed_action"))
                    .hasToString("guest");
            broker.connect().close();
            heard(events, "user.authentication.success");
            heard(events, "connection.created");
            heard(events, "connection.closed");
        }
    }

    @Test
    void linesOfTheLogAreMessagesOfTheLogExchange() throws Exception {
        Logger connections = (Logger) LoggerFactory.getLogger("io.leveret.amqp.connection");
        Level before = connections.getLevel();
        connections.setLevel(Level.INFO); // tests are quiet otherwise
        try (TestBroker broker = TestBroker.start(directory);
                Connection connection = broker.connect()) {
            Queue<Delivery> lines = listen(connection.createChannel(), "amq.rabbitmq.log", "info");
            broker.connect().close();
            Delivery line = heard(lines, "info");
            assertThat(line.getProperties().getContentType()).isEqualTo("text/plain");
            assertThat(line.getProperties().getHeaders().get("node")).hasToString(NodeName.here());
            assertThat(new String(line.getBody(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("[INFO]")
                    .endsWith("\n");
        } finally {
            connections.setLevel(before);
        }
    }

    @Test
    void whoChangesWhatIsInTheAuditsFile() throws Exception {
        try (TestBroker broker = TestBroker.start(directory);
                Connection connection = broker.connect()) {
            Channel channel = connection.createChannel();
            channel.queueDeclare("audited", true, false, false, null);
            assertThatThrownBy(() -> channel.queueDeclare("audited", false, false, false, null))
                    .isInstanceOf(IOException.class);
        }
        assertThat(Files.readString(directory.resolve("audit/audit-00000001.jsonl")))
                .contains("\"user\":\"guest\"", "\"source\":\"amqp\"", "\"object\":\"audited\",\"result\":\"ok\"")
                .contains("\"action\":\"queue.declare\",\"vhost\":\"/\",\"object\":\"audited\",\"result\":\"refused\"");
    }
}
