package io.leveret.management.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.NamePattern;
import io.leveret.core.access.Permissions;
import io.leveret.management.ApiClient;
import io.leveret.management.ApiClient.Response;
import io.leveret.management.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Declaring and deleting exchanges and queues; statuses and texts are RabbitMQ's unless a test says otherwise. */
class DeclareTest {
    private static final TestServer SERVER = new TestServer();
    private final ApiClient guest = SERVER.guest();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static void assertRefused(Response answer, int status, String error, String reason) {
        assertThat(answer.json().toString()).isEqualTo("{\"error\":\"" + error + "\",\"reason\":\"" + reason + "\"}");
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void aNewExchangeIs201AndOneThatIsThere204() {
        assertThat(guest.put("/api/exchanges/%2F/x", "{}").status()).isEqualTo(201);
        assertThat(guest.put("/api/exchanges/%2F/x", "{\"type\":\"direct\"}").status())
                .isEqualTo(204);
        assertThat(guest.put("/api/exchanges/%2F/x", null).status()).isEqualTo(204);
        assertRefused(
                guest.put("/api/exchanges/%2F/x", "{\"type\":\"topic\"}"),
                400,
                "bad_request",
                "inequivalent arg 'type' for exchange 'x' in vhost '/': received 'topic' but current is 'direct'");
    }

    @Test
    void anExchangesFieldsCount() {
        String all = "{\"type\":\"fanout\",\"durable\":\"true\",\"auto_delete\":true,\"internal\":true,"
                + "\"arguments\":{\"alternate-exchange\":\"amq.fanout\"}}";

        assertThat(guest.put("/api/exchanges/%2F/fields", all).status()).isEqualTo(201);
        assertThat(guest.put("/api/exchanges/%2F/fields", all).status()).isEqualTo(204);
        assertOther(all.replace("\"true\"", "false"), "durable");
        assertOther(all.replace("\"auto_delete\":true", "\"auto_delete\":false"), "auto_delete");
        assertOther(all.replace("\"internal\":true", "\"internal\":null"), "internal");
        assertOther(all.replace("amq.fanout", "amq.topic"), "alternate-exchange");
    }

    private void assertOther(String declaration, String field) {
        assertThat(guest.put("/api/exchanges/%2F/fields", declaration).reason())
                .startsWith("inequivalent arg '" + field + "'");
    }

    @Test
    void exchangesThatCannotBeAreRefused() {
        assertRefused(
                guest.put("/api/exchanges/%2F/y", "{\"type\":\"nope\"}"),
                400,
                "bad_request",
                "unknown exchange type 'nope'");
        assertRefused(guest.put("/api/exchanges/%2F/y", "bad json"), 400, "bad_request", "not_json");
        assertRefused(guest.put("/api/exchanges/%2F/y", "[1]"), 400, "bad_request", "not_json");
        assertRefused(guest.put("/api/exchanges/nov/y", "{}"), 404, "not_found", "vhost_not_found");
        assertThat(guest.put("/api/exchanges/%2F/y", "{\"durable\":\"yes\"}").reason())
                .isEqualTo("durable is true or false, not \"yes\"");
        assertThat(guest.put("/api/exchanges/%2F/y", "{\"arguments\":3}").status())
                .isEqualTo(400);
        assertThat(guest.put("/api/exchanges/%2F/amq.mine", "{}").status()).isEqualTo(401);
        assertThat(guest.put("/api/exchanges/%2F/amq.default", "{}").reason())
                .isEqualTo("ACCESS_REFUSED - operation not permitted on the default exchange");
        assertRefused(
                guest.put("/api/exchanges/%2F/" + "x".repeat(256), "{}"),
                400,
                "bad_request",
                "exchange should be less than 255 bytes, actually was 256");
    }

    @Test
    void anExchangeIsDeletedUnlessItIsWantedUnused() {
        guest.put("/api/exchanges/%2F/gone", "{}");
        guest.put("/api/queues/%2F/bound", "{}");
        guest.post("/api/bindings/%2F/e/gone/q/bound", "{}");

        assertRefused(
                guest.delete("/api/exchanges/%2F/gone?if-unused=true"),
                400,
                "bad_request",
                "exchange 'gone' in vhost '/' in use");
        assertThat(guest.delete("/api/exchanges/%2F/gone").status()).isEqualTo(204);
        assertRefused(guest.delete("/api/exchanges/%2F/gone"), 404, "Object Not Found", "Not Found");
        assertThat(guest.delete("/api/exchanges/%2F/amq.direct").status()).isEqualTo(401);
    }

    @Test
    void aNewQueueIs201AndOneThatIsThere204() {
        assertThat(guest.put("/api/queues/%2F/q%20%2F%E2%82%AC", null).status()).isEqualTo(201);
        assertThat(guest.put("/api/queues/%2F/q%20%2F%E2%82%AC", "{\"durable\":false}")
                        .status())
                .isEqualTo(204);
        assertThat(guest.put("/api/queues/%2F/q%20%2F%E2%82%AC", "{\"durable\":true}")
                        .reason())
                .isEqualTo("inequivalent arg 'durable' for queue 'q /€' in vhost '/': "
                        + "received 'true' but current is 'false'");
    }

    @Test
    void aQueuesArgumentsCount() {
        String limited = "{\"arguments\":{\"x-max-length\":7,\"b\":[1,\"2\",{\"c\":1.5}],\"t\":true}}";

        assertThat(guest.put("/api/queues/%2F/limited", limited).status()).isEqualTo(201);
        assertThat(guest.put("/api/queues/%2F/limited", limited).status()).isEqualTo(204);
        assertRefused(
                guest.put("/api/queues/%2F/limited", "{\"arguments\":{\"x-max-length\":8}}"),
                400,
                "bad_request",
                "inequivalent arg 'x-max-length' for queue 'limited' in vhost '/': received '8' but current is '7'");
        assertThat(guest.put("/api/queues/%2F/wrong", "{\"arguments\":{\"x-message-ttl\":\"a\"}}")
                        .reason())
                .isEqualTo("invalid arg 'x-message-ttl' for queue 'wrong' in vhost '/': "
                        + "\"expected integer, got longstr\"");
        assertThat(guest.put("/api/queues/%2F/amq.foo", "{}").status()).isEqualTo(401);
        assertThat(guest.put("/api/queues/%2F/" + "q".repeat(256), "{}").reason())
                .isEqualTo("queue should be less than 255 bytes, actually was 256");
    }

    @Test
    void aQueueIsPurgedAndDeletedUnlessItIsWantedEmpty() {
        guest.put("/api/queues/%2F/full", "{}");
        publish("full");

        assertRefused(
                guest.delete("/api/queues/%2F/full?if-empty=true"),
                400,
                "bad_request",
                "queue 'full' in vhost '/' not empty");
        assertThat(guest.delete("/api/queues/%2F/full/contents").status()).isEqualTo(204);
        assertThat(guest.delete("/api/queues/%2F/full?if-empty=true").status()).isEqualTo(204);
        assertRefused(guest.delete("/api/queues/%2F/full"), 404, "Object Not Found", "Not Found");
        assertRefused(guest.delete("/api/queues/%2F/full/contents"), 404, "Object Not Found", "Not Found");
    }

    private void publish(String queue) {
        guest.post(
                "/api/exchanges/%2F/amq.default/publish",
                "{\"properties\":{},\"routing_key\":\"" + queue
                        + "\",\"payload\":\"x\",\"payload_encoding\":\"string\"}");
    }

    @Test
    void actionsOfMirroredQueuesDoNothing() {
        guest.put("/api/queues/%2F/mirrored", "{}");

        assertThat(guest.post("/api/queues/%2F/mirrored/actions", "{\"action\":\"sync\"}")
                        .status())
                .isEqualTo(204);
        assertThat(guest.post("/api/queues/%2F/mirrored/actions", "{\"action\":\"cancel_sync\"}")
                        .status())
                .isEqualTo(204);
        assertThat(guest.post("/api/queues/%2F/mirrored/actions", "{\"action\":\"foo\"}")
                        .status())
                .isEqualTo(400);
        assertRefused(
                guest.post("/api/queues/%2F/mirrored/actions", "{}"), 400, "bad_request", "[{key_missing,action}]");
        assertThat(guest.post("/api/queues/%2F/none/actions", "{\"action\":\"sync\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theRightsAreThoseOfAmqp() {
        SERVER.broker().addUser("part", "management");
        ApiClient part = SERVER.as("part", "part");
        assertThat(part.put("/api/queues/%2F/part.q", "{}").status()).isEqualTo(401);

        SERVER.broker()
                .permit(
                        "part",
                        "/",
                        new Permissions(
                                NamePattern.of("^part\\."), NamePattern.of("^part\\."), NamePattern.of("^part\\.")));

        assertThat(part.put("/api/queues/%2F/part.q", "{}").status()).isEqualTo(201);
        assertRefused(
                part.put("/api/queues/%2F/other", "{}"),
                401,
                "not_authorised",
                "ACCESS_REFUSED - configure access to queue 'other' in vhost '/' refused for user 'part'");
    }

    @Test
    void aVirtualHostThatCanBeEnteredIsAlive() {
        assertThat(guest.get("/api/aliveness-test/%2F").json()).hasToString("{\"status\":\"ok\"}");
        assertThat(guest.get("/api/aliveness-test/nov").status()).isEqualTo(404);
    }
}
