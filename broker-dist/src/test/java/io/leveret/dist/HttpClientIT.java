package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.http.client.Client;
import com.rabbitmq.http.client.ClientParameters;
import com.rabbitmq.http.client.GetAckMode;
import com.rabbitmq.http.client.GetEncoding;
import com.rabbitmq.http.client.domain.BindingInfo;
import com.rabbitmq.http.client.domain.ExchangeInfo;
import com.rabbitmq.http.client.domain.InboundMessage;
import com.rabbitmq.http.client.domain.OutboundMessage;
import com.rabbitmq.http.client.domain.PolicyInfo;
import com.rabbitmq.http.client.domain.QueryParameters;
import com.rabbitmq.http.client.domain.QueueInfo;
import com.rabbitmq.http.client.domain.TopicPermissions;
import com.rabbitmq.http.client.domain.UserPermissions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RabbitMQ's Java client of the management API, unchanged. */
class HttpClientIT {
    private static final String VHOST = "shop";

    private TestBroker broker;
    private Client client;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        broker = TestBroker.start(data, "leveret.listeners.management.enabled=true");
        client = new Client(new ClientParameters().url(url()).username("guest").password("guest"));
        client.createVhost(VHOST);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private String url() {
        return "http://127.0.0.1:" + broker.managementPort() + "/api/";
    }

    @Test
    void theNodeIsThere() {
        assertThat(client.getOverview().getNode()).isEqualTo(NodeName.here());
        assertThat(client.getOverview().getServerVersion()).isEqualTo("4.1.0");
        assertThat(client.getNodes()).hasSize(1);
        assertThat(client.getNode(client.getOverview().getNode()).isRunning()).isTrue();
        assertThat(client.whoAmI().getName()).isEqualTo("guest");
        assertThat(client.alivenessTest(VHOST)).isTrue();
        assertThat(client.getExtensions()).isNotNull();
        client.setClusterName("warren");
        assertThat(client.getClusterName().getName()).isEqualTo("warren");
    }

    @Test
    void queuesExchangesAndBindingsAreDeclaredListedAndDeleted() {
        client.declareExchange(VHOST, "events", new ExchangeInfo("topic", true, false));
        client.declareQueue(VHOST, "orders", new QueueInfo(true, false, false, Map.of("x-max-length", 100)));
        client.bindQueue(VHOST, "orders", "events", "order.*", new HashMap<>(Map.of("since", "today")));
        client.bindQueue(VHOST, "orders", "events", "");
        client.bindExchange(VHOST, "amq.fanout", "events", "k");

        QueueInfo queue = client.getQueue(VHOST, "orders");
        assertThat(queue.isDurable()).isTrue();
        assertThat(queue.getArguments()).containsEntry("x-max-length", 100);
        assertThat(client.getExchange(VHOST, "events").getType()).isEqualTo("topic");
        assertThat(client.getQueues(VHOST)).extracting(QueueInfo::getName).containsExactly("orders");
        assertThat(client.getExchanges(VHOST)).extracting(ExchangeInfo::getName).contains("", "amq.topic", "events");
        assertThat(client.getQueueBindings(VHOST, "orders"))
                .extracting(BindingInfo::getRoutingKey)
                .containsExactlyInAnyOrder("orders", "order.*", "");
        assertThat(client.getBindingsBySource(VHOST, "events")).hasSize(3);
        assertThat(client.getExchangeBindingsByDestination(VHOST, "amq.fanout")).hasSize(1);
        assertThat(client.getQueues(new QueryParameters()
                                .name("rder")
                                .pagination()
                                .pageSize(10)
                                .query())
                        .getItemsAsList())
                .hasSize(1);

        client.unbindQueue(VHOST, "orders", "events", "~");
        assertThat(client.getQueueBindingsBetween(VHOST, "events", "orders")).hasSize(1);
        client.deleteQueue(VHOST, "orders");
        client.deleteExchange(VHOST, "events");
        assertThat(client.getQueue(VHOST, "orders")).isNull();
        assertThat(client.getExchange(VHOST, "events")).isNull();
    }

    @Test
    void messagesArePublishedAndTaken() {
        client.declareQueue(VHOST, "q", new QueueInfo(true, false, false));

        assertThat(client.publish(
                        VHOST,
                        "amq.default",
                        "q",
                        new OutboundMessage().payload("hello").properties(Map.of("message_id", "m1"))))
                .isTrue();
        assertThat(client.publish(VHOST, "amq.default", "none", new OutboundMessage().payload("lost")))
                .isFalse();

        List<InboundMessage> got = client.get(VHOST, "q", 10, GetAckMode.NACK_REQUEUE_TRUE, GetEncoding.AUTO, -1);
        assertThat(got).hasSize(1);
        assertThat(got.get(0).getPayload()).isEqualTo("hello");
        assertThat(got.get(0).getProperties()).containsEntry("message_id", "m1");
        assertThat(client.getQueue(VHOST, "q").getMessagesReady()).isEqualTo(1);
        client.purgeQueue(VHOST, "q");
        assertThat(client.getQueue(VHOST, "q").getMessagesReady()).isZero();
    }

    @Test
    void usersPermissionsAndLimitsAreSet() {
        client.createUser("app", "secret".toCharArray(), List.of("management"));
        client.updatePermissions(VHOST, "app", permissions("^app", ".*", ".*"));
        TopicPermissions topics = new TopicPermissions();
        topics.setExchange("amq.topic");
        topics.setWrite("^a");
        topics.setRead(".*");
        client.updateTopicPermissions(VHOST, "app", topics);

        assertThat(client.getUser("app").getTags()).containsExactly("management");
        assertThat(client.getPermissions(VHOST, "app").getConfigure()).isEqualTo("^app");
        assertThat(client.getPermissionsOf("app")).hasSize(1);
        assertThat(client.getTopicPermissions(VHOST, "app")).hasSize(1);
        Client app = appClient();
        assertThat(app.whoAmI().getName()).isEqualTo("app");

        client.limitMaxNumberOfConnections(VHOST, 5);
        client.limitMaxNumberOfQueues(VHOST, 7);
        assertThat(client.getVhostLimits(VHOST).getMaxConnections()).isEqualTo(5);
        assertThat(client.getVhostLimits(VHOST).getMaxQueues()).isEqualTo(7);
        client.clearMaxConnectionsLimit(VHOST);
        assertThat(client.getVhostLimits(VHOST).getMaxConnections()).isEqualTo(-1);

        client.clearTopicPermissions(VHOST, "app");
        client.clearPermissions(VHOST, "app");
        client.deleteUser("app");
        assertThat(client.getUser("app")).isNull();
    }

    private Client appClient() {
        try {
            return new Client(new ClientParameters().url(url()).username("app").password("secret"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static UserPermissions permissions(String configure, String write, String read) {
        UserPermissions permissions = new UserPermissions();
        permissions.setConfigure(configure);
        permissions.setWrite(write);
        permissions.setRead(read);
        return permissions;
    }

    @Test
    void policiesApplyAtOnce() {
        client.declareQueue(VHOST, "capped", new QueueInfo(true, false, false));

        client.declarePolicy(VHOST, "cap", new PolicyInfo("^cap", 3, "queues", Map.of("max-length", 1)));
        client.declareOperatorPolicy(VHOST, "top", new PolicyInfo(".*", 1, "queues", Map.of("message-ttl", 60_000)));

        assertThat(client.getPolicies(VHOST)).extracting(PolicyInfo::getName).containsExactly("cap");
        assertThat(client.getOperatorPolicies(VHOST)).hasSize(1);
        assertThat(client.getQueue(VHOST, "capped").getPolicy()).isEqualTo("cap");
        client.publish(VHOST, "amq.default", "capped", new OutboundMessage().payload("1"));
        client.publish(VHOST, "amq.default", "capped", new OutboundMessage().payload("2"));
        assertThat(client.getQueue(VHOST, "capped").getMessagesReady()).isEqualTo(1);
        client.deletePolicy(VHOST, "cap");
        client.deleteOperatorPolicy(VHOST, "top");
        assertThat(client.getPolicies(VHOST)).isEmpty();
    }

    @Test
    void connectionsChannelsAndConsumersAreSeenAndClosed() throws Exception {
        try (Connection connection = broker.connect()) {
            Channel channel = connection.createChannel();
            channel.queueDeclare("q", false, false, false, null);
            channel.basicConsume("q", (tag, message) -> {}, tag -> {});

            assertThat(client.getConnections()).hasSize(1);
            assertThat(client.getChannels()).hasSize(1);
            assertThat(client.getConsumers()).hasSize(1);
            String name = client.getConnections().get(0).getName();
            assertThat(client.getConnection(name).getUser()).isEqualTo("guest");
            assertThat(client.getChannels(name).get(0).getConsumerCount()).isEqualTo(1);
            assertThat(client.getConnectionsOfUser("guest")).hasSize(1);
            client.closeConnection(name, "not wanted");
            broker.awaitConnections(0);
            assertThat(connection.getCloseReason().getMessage()).contains("CONNECTION_FORCED - not wanted");
        } catch (com.rabbitmq.client.AlreadyClosedException e) {
            assertThat(e).hasMessageContaining("not wanted"); // by the end of the try
        }
    }

    @Test
    void definitionsAreImported() throws Exception {
        String file = """
                {"users": [], "vhosts": [{"name": "new"}],
                 "queues": [{"name": "q", "vhost": "new", "durable": true, "auto_delete": false, "arguments": {}}],
                 "exchanges": [{"name": "x", "vhost": "new", "type": "headers", "durable": true, "auto_delete": false,
                                "internal": false, "arguments": {}}],
                 "bindings": [{"source": "x", "vhost": "new", "destination": "q", "destination_type": "queue",
                               "routing_key": "", "arguments": {"x-match": "any", "a": 1}}],
                 "policies": [{"vhost": "new", "name": "p", "pattern": ".*", "apply-to": "queues",
                               "definition": {"max-length": 5}, "priority": 0}]}""";
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "definitions"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString("guest:guest".getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(file))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(204);

        assertThat(client.getDefinitions().getQueues())
                .extracting(QueueInfo::getName)
                .containsExactly("q");
        assertThat(client.getPolicies("new")).hasSize(1);
        assertThat(client.getDefinitions().getBindings().get(0).getArguments()).containsEntry("x-match", "any");
    }
}
