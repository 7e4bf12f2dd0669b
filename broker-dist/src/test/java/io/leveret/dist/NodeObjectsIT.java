package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What management makes of the node's objects, as AMQP clients meet it, and over a restart. */
class NodeObjectsIT {
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("guest:guest".getBytes(StandardCharsets.UTF_8));

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path dataDirectory;

    private TestBroker broker;

    @BeforeEach
    void open() {
        broker = TestBroker.start(dataDirectory, "leveret.listeners.management.enabled=true");
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private String ask(String method, String path, String body, int status) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + broker.managementPort() + "/api" + path))
                .header("Authorization", BASIC)
                .method(method, BodyPublishers.ofString(body))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isEqualTo(status);
        return answer.body();
    }

    private Connection connect(String user, String password, String vhost) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(broker.port());
        factory.setUsername(user);
        factory.setPassword(password);
        factory.setVirtualHost(vhost);
        return factory.newConnection();
    }

    @Test
    void aUserThatManagementMadeLogsInAndSoDoesItsCopy() throws Exception {
        ask("PUT", "/users/u", "{\"password\":\"secret\",\"tags\":\"\"}", 201);
        String permissions = "{\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}";
        ask("PUT", "/permissions/%2F/u", permissions, 201);
        connect("u", "secret", "/").close();

        Matcher hash = Pattern.compile("\"password_hash\":\"([^\"]+)\"").matcher(ask("GET", "/users/u", "", 200));
        assertThat(hash.find()).isTrue();
        ask(
                "PUT",
                "/users/copy",
                "{\"password_hash\":\"" + hash.group(1)
                        + "\",\"hashing_algorithm\":\"leveret_pbkdf2_sha256\",\"tags\":\"\"}",
                201);
        ask("PUT", "/permissions/%2F/copy", permissions, 201);
        connect("copy", "secret", "/").close();
    }

    @Test
    void aVirtualHostsDefaultTypeIsThatOfItsQueuesAndItsMessagesAreCounted() throws Exception {
        ask("PUT", "/vhosts/v", "{\"default_queue_type\":\"quorum\"}", 201);
        ask("PUT", "/vhosts/v", "{\"description\":\"still of type quorum\"}", 204);
        try (Connection connection = connect("guest", "guest", "v")) {
            Channel channel = connection.createChannel();
            channel.queueDeclare("q", true, false, false, Map.of());
            channel.queueDeclare("q", true, false, false, Map.of("x-queue-type", "quorum"));
            channel.confirmSelect();
            channel.basicPublish("", "q", MessageProperties.PERSISTENT_BASIC, new byte[1]);
            channel.waitForConfirmsOrDie(10_000);
        }
        assertThat(ask("GET", "/vhosts/v", "", 200)).contains("\"messages\":1,\"messages_ready\":1");
    }

    @Test
    void whatManagementChangedIsThereAfterARestart() throws Exception {
        ask("PUT", "/vhosts/v", "{\"default_queue_type\":\"quorum\",\"tags\":\"a\"}", 201);
        ask("POST", "/vhosts/v/deletion/protection", "", 204);
        ask("PUT", "/parameters/vhost-limits/v/limits", "{\"value\":{\"max-queues\":7}}", 201);
        ask("PUT", "/global-parameters/g", "{\"value\":[1,null]}", 201);
        ask("PUT", "/cluster-name", "{\"name\":\"north\"}", 204);
        ask("PUT", "/policies/v/p", "{\"pattern\":\"^q\",\"definition\":{\"max-length\":5}}", 201);
        broker.close();
        open();
        assertThat(ask("GET", "/vhosts/v", "", 200)).contains("\"default_queue_type\":\"quorum\"", "\"tags\":[\"a\"]");
        ask("DELETE", "/vhosts/v", "", 412);
        assertThat(ask("GET", "/parameters/vhost-limits/v/limits", "", 200)).contains("\"max-queues\":7");
        assertThat(ask("GET", "/global-parameters/g", "", 200)).contains("\"value\":[1,null]");
        assertThat(ask("GET", "/policies/v", "", 200)).contains("\"max-length\":5");
        try (Connection connection = connect("guest", "guest", "v")) {
            assertThat(connection.getServerProperties().get("cluster_name")).hasToString("north");
            Channel channel = connection.createChannel();
            channel.queueDeclare("q", true, false, false, Map.of());
            channel.queueDeclare("q", true, false, false, Map.of("x-queue-type", "quorum"));
        }
    }
}
