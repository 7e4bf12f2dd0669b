package io.leveret.management.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.core.TestMessage;
import io.leveret.core.access.NamePattern;
import io.leveret.core.access.Permissions;
import io.leveret.management.ApiClient;
import io.leveret.management.ApiClient.Response;
import io.leveret.management.MemoryPeer;
import io.leveret.management.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Publishing and getting; statuses, forms and texts are RabbitMQ's unless a test says otherwise. */
class PublishAndGetTest {
    private static final TestServer SERVER = new TestServer();
    private static final String DEFAULT = "/api/exchanges/%2F/amq.default/publish";

    private final ApiClient guest = SERVER.guest();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @BeforeEach
    void emptyQueue() {
        guest.delete("/api/queues/%2F/q");
        guest.put("/api/queues/%2F/q", "{\"durable\":true}");
    }

    private Response publish(String fields) {
        return guest.post(DEFAULT, "{\"routing_key\":\"q\"," + fields + "}");
    }

    private void publishText(String payload) {
        Response answer = publish("\"properties\":{},\"payload\":\"" + payload + "\",\"payload_encoding\":\"string\"");
        assertThat(answer.json()).hasToString("{\"routed\":true}");
    }

    private JsonNode get(int count, String ackmode) {
        Response answer = guest.post(
                "/api/queues/%2F/q/get",
                "{\"count\":" + count + ",\"ackmode\":\"" + ackmode + "\",\"encoding\":\"auto\"}");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private static String payloads(JsonNode messages) {
        StringBuilder payloads = new StringBuilder();
        messages.forEach(message -> payloads.append(message.path("payload").asText()));
        return payloads.toString();
    }

    @Test
    void aMessageComesBackAsItWasPublished() {
        String properties = "{\"content_type\":\"text/plain\",\"headers\":{\"a\":[1,{\"b\":true}]},"
                + "\"delivery_mode\":2,\"priority\":3,\"expiration\":\"60000\",\"user_id\":\"guest\"}";

        Response published =
                publish("\"properties\":" + properties + ",\"payload\":\"grün\",\"payload_encoding\":\"string\"");

        assertThat(published.status()).isEqualTo(200);
        assertThat(get(1, "ack_requeue_false"))
                .hasToString("[{\"payload_bytes\":5,\"redelivered\":false,\"exchange\":\"\",\"routing_key\":\"q\","
                        + "\"message_count\":0,\"properties\":" + properties
                        + ",\"payload\":\"grün\",\"payload_encoding\":\"string\"}]");
    }

    @Test
    void aMessageThatNoQueueTakesIsNotRouted() {
        Response answer = guest.post(
                DEFAULT,
                "{\"routing_key\":\"none\",\"properties\":{},\"payload\":\"x\",\"payload_encoding\":\"string\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).hasToString("{\"routed\":false}");
    }

    @Test
    void aQueueThatIsFullMayRefuseTheMessage() {
        guest.put("/api/queues/%2F/full", "{\"arguments\":{\"x-max-length\":0,\"x-overflow\":\"reject-publish\"}}");

        Response answer = guest.post(
                DEFAULT,
                "{\"routing_key\":\"full\",\"properties\":{},\"payload\":\"x\",\"payload_encoding\":\"string\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).isEqualTo("rejected Unable to publish message. Check queue limits.");
    }

    @Test
    void binaryPayloadsAreBase64() {
        publish("\"properties\":{},\"payload\":\"/wA=\",\"payload_encoding\":\"base64\"");

        JsonNode message = get(1, "ack_requeue_false").path(0);

        assertThat(message.path("payload").asText()).isEqualTo("/wA=");
        assertThat(message.path("payload_encoding").asText()).isEqualTo("base64");
        assertThat(message.path("payload_bytes").asInt()).isEqualTo(2);
    }

    @Test
    void aLargePayloadIsWhole() {
        String large = "0123456789abcdef".repeat(10_000); // more than two chunks
        publishText(large);

        assertThat(payloads(get(1, "ack_requeue_false"))).isEqualTo(large);
    }

    @Test
    void publishesThatLackSomethingAreRefused() {
        assertThat(guest.post(DEFAULT, "{}").reason())
                .isEqualTo("[{key_missing,routing_key},{key_missing,properties},{key_missing,payload},"
                        + "{key_missing,payload_encoding}]");
        assertThat(publish("\"payload\":\"x\",\"payload_encoding\":\"string\"").reason())
                .isEqualTo("[{key_missing,properties}]");
        assertThat(publish("\"properties\":{},\"payload\":5,\"payload_encoding\":\"string\"")
                        .reason())
                .isEqualTo("payload_not_string");
        assertThat(publish("\"properties\":{},\"payload\":\"###\",\"payload_encoding\":\"base64\"")
                        .reason())
                .isEqualTo("the payload is not base64");
        assertThat(publish("\"properties\":{},\"payload\":\"x\",\"payload_encoding\":\"foo\"")
                        .status())
                .isEqualTo(400);
        assertThat(get(1, "ack_requeue_false")).isEmpty();
    }

    @Test
    void whatAmqpRefusesIs400WithItsCode() {
        String rest = "\"payload\":\"x\",\"payload_encoding\":\"string\"";

        assertThat(publish("\"properties\":{\"expiration\":\"abc\"}," + rest).reason())
                .startsWith("406 PRECONDITION_FAILED - invalid expiration 'abc'");
        assertThat(publish("\"properties\":{\"user_id\":\"abc\"}," + rest).reason())
                .isEqualTo("406 PRECONDITION_FAILED - user_id property set to 'abc' but authenticated user was"
                        + " 'guest'");
        Response noExchange =
                guest.post("/api/exchanges/%2F/none/publish", "{\"routing_key\":\"q\",\"properties\":{}," + rest + "}");
        assertThat(noExchange.status()).isEqualTo(400);
        assertThat(noExchange.json())
                .hasToString("{\"error\":\"bad_request\",\"reason\":\"404 NOT_FOUND - no exchange 'none' in vhost"
                        + " '/'\"}");
    }

    @Test
    void publishingNeedsTheRightTo() {
        SERVER.broker().addUser("mute", "management");
        SERVER.broker()
                .permit("mute", "/", new Permissions(NamePattern.of(""), NamePattern.of(""), NamePattern.of("")));

        Response refused = SERVER.as("mute", "mute")
                .post(
                        "/api/exchanges/%2F/amq.direct/publish",
                        "{\"routing_key\":\"q\",\"properties\":{},\"payload\":\"x\",\"payload_encoding\":\"string\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.reason())
                .isEqualTo("403 ACCESS_REFUSED - write access to exchange 'amq.direct' in vhost '/' refused for user"
                        + " 'mute'");
    }

    @Test
    void messagesStayInTheQueueOrNotAsTheAckmodeSays() {
        publishText("a");
        publishText("b");
        publishText("c");

        assertThat(payloads(get(2, "ack_requeue_true"))).isEqualTo("ab");
        assertThat(payloads(get(10, "reject_requeue_true"))).isEqualTo("abc");
        JsonNode again = get(1, "ack_requeue_false");
        assertThat(payloads(again)).isEqualTo("a");
        assertThat(again.path(0).path("redelivered").asBoolean()).isTrue();
        assertThat(again.path(0).path("message_count").asInt()).isEqualTo(2);
        assertThat(payloads(get(1, "reject_requeue_false"))).isEqualTo("b");
        assertThat(payloads(get(0, "ack_requeue_false"))).isEmpty();
        assertThat(payloads(get(10, "ack_requeue_false"))).isEqualTo("c");
        assertThat(get(10, "ack_requeue_false")).isEmpty();
    }

    @Test
    void whatIsRejectedIsDeadLettered() {
        guest.delete("/api/queues/%2F/q");
        guest.put("/api/queues/%2F/dead", "{}");
        guest.put(
                "/api/queues/%2F/q",
                "{\"arguments\":{\"x-dead-letter-exchange\":\"\",\"x-dead-letter-routing-key\":\"dead\"}}");
        publishText("x");

        get(1, "reject_requeue_false");

        JsonNode dead = guest.post(
                        "/api/queues/%2F/dead/get",
                        "{\"count\":\"1\",\"ackmode\":\"ack_requeue_false\",\"encoding\":\"base64\",\"truncate\":0}")
                .json();
        assertThat(dead.path(0)
                        .path("properties")
                        .path("headers")
                        .path("x-first-death-reason")
                        .asText())
                .isEqualTo("rejected");
        assertThat(dead.path(0).path("payload").asText()).isEmpty();
        assertThat(dead.path(0).path("payload_bytes").asInt()).isEqualTo(1);
    }

    @Test
    void evenEmptyMessagesComeToAnEnd() {
        MemoryPeer peer = SERVER.broker().connect(1);
        peer.run((vhost, channel) -> {
            for (int i = 0; i < 10_000; i++) {
                vhost.publish(channel, TestMessage.to("", "q", "").build(0), false, false);
            }
        });

        assertThat(get(20_000, "ack_requeue_false").size()).isBetween(8_000, 9_000);
    }

    @Test
    void getsThatCannotBeAreRefused() {
        String get = "/api/queues/%2F/q/get";

        assertThat(guest.post(get, "{}").reason())
                .isEqualTo("[{key_missing,ackmode},{key_missing,count},{key_missing,encoding}]");
        assertThat(guest.post(get, "{\"count\":1,\"ackmode\":\"ack_requeue_true\",\"encoding\":\"foo\"}")
                        .reason())
                .isEqualTo("Unsupported encoding. Please use auto or base64.");
        assertThat(guest.post(get, "{\"count\":\"x\",\"ackmode\":\"ack_requeue_true\",\"encoding\":\"auto\"}")
                        .status())
                .isEqualTo(400);
        assertThat(guest.post(get, "{\"count\":-1,\"ackmode\":\"ack_requeue_true\",\"encoding\":\"auto\"}")
                        .status())
                .isEqualTo(400);
        assertThat(guest.post(get, "{\"count\":1,\"ackmode\":\"foo\",\"encoding\":\"auto\"}")
                        .status())
                .isEqualTo(400);
        Response none = guest.post(
                "/api/queues/%2F/none/get", "{\"count\":1,\"ackmode\":\"ack_requeue_true\",\"encoding\":\"auto\"}");
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.json())
                .hasToString("{\"error\":\"not_found\",\"reason\":\"NOT_FOUND - no queue 'none' in vhost '/'\"}");
    }
}
