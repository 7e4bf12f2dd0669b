package io.leveret.management.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.leveret.core.ExchangeDeclaration;
import io.leveret.core.TestMessage;
import io.leveret.core.access.Permissions;
import io.leveret.core.message.FieldTable;
import io.leveret.management.ApiClient;
import io.leveret.management.MemoryPeer;
import io.leveret.management.TestServer;
import io.leveret.management.http.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitingMessagesTest {
    private static final String MESSAGES = "/api/leveret/queues/%2F/q/messages";

    private final TestServer server = new TestServer();
    private final ApiClient guest = server.guest();
    private MemoryPeer peer;

    @BeforeEach
    void fill() {
        peer = server.broker().connect(1);
        peer.declare("q").declare("other");
        for (int i = 0; i < 5; i++) {
            peer.publish("", "q", "message " + i);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode browse(String query) {
        ApiClient.Response answer = guest.get(MESSAGES + query);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private static JsonNode seqs(JsonNode browsed, int... positions) {
        ArrayNode seqs = Json.array();
        for (int position : positions) {
            seqs.add(browsed.path("items").path(position).path("seq").asLong());
        }
        return seqs;
    }

    @Test
    void messagesAreLookedAtAnywhereAndStayAsTheyAre() {
        JsonNode seen = browse("?from=3&count=10");

        assertThat(seen.path("total").asInt()).isEqualTo(5);
        assertThat(seen.path("items").findValuesAsText("payload")).containsExactly("message 3", "message 4");
        JsonNode first = seen.path("items").path(0);
        assertThat(first.path("position").asInt()).isEqualTo(3);
        assertThat(first.path("redelivered").asBoolean()).isFalse();
        assertThat(first.path("routing_key").asText()).isEqualTo("q");
        assertThat(first.path("expires_at").isNull()).isTrue();
        assertThat(first.path("properties").path("delivery_mode").asInt()).isEqualTo(2);
        assertThat(browse("").path("items")).hasSize(5);
        assertThat(browse("").path("items").path(0).path("redelivered").asBoolean())
                .isFalse();
    }

    @Test
    void longPayloadsAreCut() {
        JsonNode first = browse("?count=1&truncate=3").path("items").path(0);

        assertThat(first.path("payload").asText()).isEqualTo("mes");
        assertThat(first.path("payload_bytes").asInt()).isEqualTo(9);
        assertThat(first.path("truncated").asBoolean()).isTrue();
    }

    @Test
    void chosenMessagesAreDeleted() {
        JsonNode seen = browse("");
        ApiClient.Response deleted = guest.post(MESSAGES + "/delete", "{\"seqs\":" + seqs(seen, 1, 3) + "}");

        assertThat(deleted.json().toString()).isEqualTo("{\"deleted\":2}");
        assertThat(browse("").path("items").findValuesAsText("payload"))
                .containsExactly("message 0", "message 2", "message 4");
    }

    @Test
    void chosenMessagesOrAllAreMoved() {
        JsonNode seen = browse("");
        assertThat(guest.post(MESSAGES + "/move", "{\"seqs\":" + seqs(seen, 2) + ",\"destination\":\"other\"}")
                        .json()
                        .toString())
                .isEqualTo("{\"moved\":1}");
        assertThat(guest.post(MESSAGES + "/move", "{\"all\":true,\"destination\":\"other\"}")
                        .json()
                        .toString())
                .isEqualTo("{\"moved\":4}");

        assertThat(browse("").path("total").asInt()).isZero();
        assertThat(guest.get("/api/queues/%2F/other").json().path("messages").asInt())
                .isEqualTo(5);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThat(guest.get("/api/leveret/queues/%2F/none/messages").status()).isEqualTo(404);
        assertThat(guest.post(MESSAGES + "/move", "{\"all\":true,\"destination\":\"q\"}")
                        .status())
                .isEqualTo(400);
        assertThat(guest.post(MESSAGES + "/move", "{\"all\":true,\"destination\":\"none\"}")
                        .status())
                .isEqualTo(404);
        assertThat(guest.post(MESSAGES + "/delete", "{}").status()).isEqualTo(400);
        assertThat(guest.post(MESSAGES + "/delete", "{\"seqs\":[\"x\"]}").status())
                .isEqualTo(400);
        assertThat(guest.get(MESSAGES + "?count=501").status()).isEqualTo(400);
    }

    @Test
    void whoMayNotReadTheQueueSeesNothing() {
        server.broker().addUser("blind", "management");
        server.broker().permit("blind", "/", Permissions.of(".*", ".*", "^other$"));
        ApiClient blind = server.as("blind", "blind");

        assertThat(blind.get(MESSAGES).status()).isEqualTo(401);
        assertThat(blind.post(MESSAGES + "/delete", "{\"seqs\":[1]}").status()).isEqualTo(401);
        assertThat(blind.get(MESSAGES).reason()).contains("read access to queue 'q'");
    }

    @Test
    void whatADelayedExchangeHoldsBackIsListedAndCancelled() {
        FieldTable arguments =
                FieldTable.builder().put("x-delayed-type", "direct").build();
        peer.run((vhost, channel) -> vhost.declareExchange(
                channel, new ExchangeDeclaration("later", "x-delayed-message", false, true, false, false, arguments)));
        peer.run((vhost, channel) -> vhost.publish(
                channel,
                TestMessage.to("later", "q", "in an hour")
                        .headers(FieldTable.builder().put("x-delay", 3_600_000).build())
                        .build(System.currentTimeMillis()),
                false,
                false));

        JsonNode held = guest.get("/api/leveret/delayed/%2F/later").json();
        assertThat(held.path("total").asInt()).isEqualTo(1);
        assertThat(held.path("items").path(0).path("payload").asText()).isEqualTo("in an hour");
        assertThat(held.path("items").path(0).path("due_at").asLong()).isGreaterThan(System.currentTimeMillis());
        String one = "/api/leveret/delayed/%2F/later/"
                + held.path("items").path(0).path("seq").asLong();
        server.broker().addUser("reader", "management");
        server.broker().permit("reader", "/", Permissions.of("", "^q$", ".*"));
        ApiClient reader = server.as("reader", "reader");
        assertThat(reader.get("/api/leveret/delayed/%2F/later").status()).isEqualTo(200);
        assertThat(reader.delete(one).status()).isEqualTo(401);
        assertThat(reader.delete(one).reason()).contains("write access to exchange 'later'");
        assertThat(guest.delete(one).status()).isEqualTo(204);
        assertThat(guest.delete(one).status()).isEqualTo(404);
        assertThat(guest.get("/api/leveret/delayed/%2F/amq.topic").status()).isEqualTo(404);
    }
}
