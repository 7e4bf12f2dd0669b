package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who publishes faster than it may is slowed down, and hears of no error; who connects too often is refused. */
class QuotaIT {
    private static final String QUEUE = "quota";

    @TempDir
    private Path data;

    private TestBroker start(String... settings) {
        String[] all = new String[settings.length + 1];
        System.arraycopy(settings, 0, all, 0, settings.length);
        all[settings.length] = "leveret.listeners.management.enabled=true";
        return TestBroker.start(data, all);
    }

    private static String ask(TestBroker broker, String method, String path, String body) throws Exception {
        String login = Base64.getEncoder().encodeToString("guest:guest".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + broker.managementPort() + "/api" + path))
                .header("Authorization", "Basic " + login)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
        return answer.body();
    }

    private static void publish(Channel channel, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            channel.basicPublish("", QUEUE, null, new byte[100]);
        }
    }

    private static long millisToPublish(TestBroker broker, int count) throws Exception {
        try (Connection connection = broker.connect()) {
            Channel channel = connection.createChannel();
            channel.queueDeclare(QUEUE, true, false, false, null);
            channel.confirmSelect();
            long began = System.nanoTime();
            publish(channel, count);
            channel.waitForConfirmsOrDie();
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        }
    }

    @Test
    void aUserKeepsToItsRateOverAllConnections() throws Exception {
        try (TestBroker broker = start()) {
            ask(broker, "PUT", "/user-limits/guest/max-publish-rate", "{\"value\":500}");
            assertThat(millisToPublish(broker, 1_050)).isGreaterThan(1_900);
            ask(broker, "DELETE", "/user-limits/guest/max-publish-rate", "");
            ask(broker, "PUT", "/vhost-limits/%2F/max-publish-bytes-rate", "{\"value\":50000}");
            assertThat(millisToPublish(broker, 600)).isGreaterThan(1_000);
        }
    }

    @Test
    void whoIsSlowedDownIsSeenAndGoesOnWhenTheLimitIsTakenAway() throws Exception {
        try (TestBroker broker = start("leveret.limits.user-publish-rate=1");
                Connection connection = broker.connect();
                Connection other = broker.connect()) {
            Channel channel = connection.createChannel();
            channel.queueDeclare(QUEUE, true, false, false, null);
            channel.confirmSelect();
            publish(channel, 5_000);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(ask(broker, "GET", "/connections", "")).contains("\"state\":\"flow\""));
            Channel reader = other.createChannel();
            assertThat(reader.basicGet(QUEUE, true)).as("others are served").isNotNull();
            ask(broker, "PUT", "/user-limits/guest/max-publish-rate", "{\"value\":1000000}");
            channel.waitForConfirmsOrDie(20_000);
            assertThat(reader.messageCount(QUEUE)).isEqualTo(4_999);
            assertThat(ask(broker, "GET", "/connections", "")).doesNotContain("\"state\":\"flow\"");
        }
    }

    @Test
    void anAddressThatHasTooManyConnectionsIsToldSo() throws Exception {
        try (TestBroker broker = start("leveret.limits.connections-per-address=1")) {
            Connection first = from("127.0.0.3", broker).newConnection();
            assertThatThrownBy(from("127.0.0.3", broker)::newConnection)
                    .rootCause()
                    .hasMessageContaining("connection limit (1) of address 127.0.0.3 is reached");
            from("127.0.0.4", broker).newConnection().close();
            assertThat(first.isOpen()).isTrue();
            first.close();
            broker.awaitConnections(0);
            from("127.0.0.3", broker).newConnection().close();
        }
    }

    private static ConnectionFactory from(String address, TestBroker broker) {
        ConnectionFactory factory = broker.factory();
        factory.setSocketConfigurator(socket -> socket.bind(new InetSocketAddress(address, 0)));
        return factory;
    }
}
