package io.leveret.management.object;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.core.access.Permissions;
import io.leveret.core.message.FieldTable;
import io.leveret.management.ApiClient;
import io.leveret.management.MemoryPeer;
import io.leveret.management.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ObjectsTest {
    private static final String CONNECTION = "10.0.0.1:4711%20-%3E%20broker:5672";
    private static final TestServer SERVER = new TestServer();
    private static MemoryPeer peer;

    @BeforeAll
    static void fill() {
        SERVER.broker().change(answer -> SERVER.broker().node().createVhost("other", FieldTable.EMPTY, answer));
        peer = SERVER.broker().connect(4711);
        peer.declare("orders", FieldTable.builder().put("x-max-length", 100).build())
                .declare("mail")
                .declare("Audit")
                .exchange("events", "topic")
                .bind("events", "orders", "order.*")
                .bind("events", "mail", "")
                .publish("events", "order.new", "12345")
                .publish("events", "order.paid", "123")
                .get("orders")
                .consume("mail", "worker");
        SERVER.broker().connect("guest", "other", 1).declare("elsewhere");
        SERVER.broker().addUser("viewer", "management");
        SERVER.broker().permit("viewer", "/", Permissions.NONE);
        SERVER.broker().addUser("watcher", "monitoring");
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static JsonNode get(String path) {
        ApiClient.Response answer = SERVER.guest().get(path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        return answer.json();
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(one -> names.add(one.path("name").asText()));
        return names;
    }

    @Test
    void aQueueHasLengthsOctetsAndCounts() {
        JsonNode queue = get("/api/queues/%2F/orders");

        assertThat(queue.path("messages").asInt()).isEqualTo(2);
        assertThat(queue.path("messages_ready").asInt()).isEqualTo(1);
        assertThat(queue.path("messages_unacknowledged").asInt()).isEqualTo(1);
        assertThat(queue.path("message_bytes").asInt()).isEqualTo(8);
        assertThat(queue.path("message_bytes_ready").asInt()).isEqualTo(3);
        assertThat(queue.path("arguments").toString()).isEqualTo("{\"x-max-length\":100}");
        assertThat(queue.path("durable").asBoolean()).isTrue();
        assertThat(queue.path("type").asText()).isEqualTo("classic");
        assertThat(queue.path("state").asText()).isEqualTo("running");
        assertThat(queue.path("message_stats").path("publish").asInt()).isEqualTo(2);
        assertThat(queue.path("message_stats").path("deliver_get").asInt()).isEqualTo(1);
        assertThat(queue.path("message_stats")
                        .path("publish_details")
                        .path("rate")
                        .isNumber())
                .isTrue();
        assertThat(queue.path("policy").isNull()).isTrue();
    }

    @Test
    void aQueueTellsHowLongItsMessagesWait() {
        JsonNode queue = get("/api/queues/%2F/orders");

        assertThat(queue.path("oldest_ready_seconds").asDouble(-1)).isBetween(0.0, 600.0);
        assertThat(queue.path("oldest_unacked_seconds").asDouble(-1)).isBetween(0.0, 600.0);
        assertThat(get("/api/queues/%2F/mail").get("oldest_ready_seconds").isNull())
                .isTrue();
        assertThat(get("/api/queues/%2F/mail").get("oldest_unacked_seconds").isNull())
                .isTrue();
    }

    @Test
    void aQueueShowsItsConsumers() {
        JsonNode queue = get("/api/queues/%2F/mail");

        JsonNode consumer = queue.path("consumer_details").path(0);
        assertThat(queue.path("consumers").asInt()).isEqualTo(1);
        assertThat(consumer.path("consumer_tag").asText()).isEqualTo("worker");
        assertThat(consumer.path("channel_details").path("peer_port").asInt()).isEqualTo(4711);
        assertThat(consumer.path("ack_required").asBoolean()).isTrue();
    }

    @Test
    void queuesOfAllVhostsAreListedByName() {
        assertThat(names(get("/api/queues/%2F"))).containsExactly("Audit", "mail", "orders");
    }

    @Test
    void whoMayNotEnterAVhostDoesNotSeeWhatIsInIt() {
        ApiClient viewer = SERVER.as("viewer", "viewer");

        assertThat(names(viewer.get("/api/queues").json())).containsExactly("Audit", "mail", "orders");
        assertThat(viewer.get("/api/queues/other").status()).isEqualTo(401);
        assertThat(viewer.get("/api/queues/other/elsewhere").status()).isEqualTo(401);
        assertThat(names(SERVER.as("watcher", "watcher").get("/api/queues").json()))
                .contains("elsewhere");
    }

    @Test
    void pagesAreCountedFilteredAndSorted() {
        JsonNode page = get("/api/queues/%2F?page=1&page_size=2&sort=messages&sort_reverse=true&columns=name,messages");

        assertThat(page.path("items").toString())
                .isEqualTo("[{\"messages\":2,\"name\":\"orders\"},{\"messages\":0,\"name\":\"Audit\"}]");
        assertThat(page.path("total_count").asInt()).isEqualTo(3);
        assertThat(page.path("page_count").asInt()).isEqualTo(2);
        assertThat(names(get("/api/queues/%2F?page=1&name=A").path("items"))).containsExactly("Audit", "mail");
        assertThat(names(get("/api/queues/%2F?page=1&name=%5EA&use_regex=true").path("items")))
                .containsExactly("Audit");
        assertThat(names(get("/api/queues/%2F?sort=message_stats.publish&sort_reverse=true"))
                        .get(0))
                .isEqualTo("orders");
    }

    @Test
    void aPageThatIsNoneIsRefused() {
        assertThat(SERVER.guest().get("/api/queues?page=x").reason()).isEqualTo("Pagination parameters are invalid");
        assertThat(SERVER.guest().get("/api/queues?page=0").status()).isEqualTo(400);
        assertThat(SERVER.guest().get("/api/queues?page=99").status()).isEqualTo(400);
        assertThat(SERVER.guest().get("/api/queues?page=1&page_size=501").status())
                .isEqualTo(400);
        assertThat(SERVER.guest()
                        .get("/api/queues?name=(&use_regex=true&page=1")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (String path : List.of(
                "/api/queues/%2F/none",
                "/api/queues/none",
                "/api/queues/%2F/none/bindings",
                "/api/exchanges/%2F/none",
                "/api/exchanges/%2F/none/bindings/source",
                "/api/exchanges/%2F/none/bindings/destination",
                "/api/channels/none",
                "/api/connections/none")) {
            assertThat(SERVER.guest().get(path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void exchangesHaveTheirTypeAndWhatTheyPassedOn() {
        JsonNode exchange = get("/api/exchanges/%2F/events");

        assertThat(exchange.path("type").asText()).isEqualTo("topic");
        assertThat(exchange.path("message_stats").path("publish_in").asInt()).isEqualTo(2);
        assertThat(exchange.path("message_stats").path("publish_out").asInt()).isEqualTo(2);
        assertThat(names(get("/api/exchanges/%2F"))).contains("", "amq.topic", "events");
        assertThat(get("/api/exchanges/%2F/amq.default").path("name").asText()).isEmpty();
    }

    @Test
    void bindingsAreSeenFromBothEnds() {
        JsonNode ofQueue = get("/api/queues/%2F/orders/bindings");

        assertThat(ofQueue).hasSize(2);
        assertThat(ofQueue.path(1).toString())
                .isEqualTo(
                        "{\"source\":\"events\",\"vhost\":\"/\",\"destination\":\"orders\",\"destination_type\":\"queue\","
                                + "\"routing_key\":\"order.*\",\"arguments\":{},\"properties_key\":\"order.%2A\"}");
        assertThat(get("/api/exchanges/%2F/events/bindings/source")).hasSize(2);
        assertThat(get("/api/bindings/%2F/e/events/q/mail")
                        .path(0)
                        .path("properties_key")
                        .asText())
                .isEqualTo("~");
        assertThat(get("/api/exchanges/%2F/events/bindings/destination")).isEmpty();
        assertThat(get("/api/bindings/%2F")).hasSize(5);
        assertThat(get("/api/exchanges/%2F/amq.default/bindings/source")).hasSize(3);
    }

    @Test
    void connectionsAndChannelsTellWhoTheyAre() {
        JsonNode connection = get("/api/connections/" + CONNECTION);

        assertThat(connection.path("user").asText()).isEqualTo("guest");
        assertThat(connection.path("peer_host").asText()).isEqualTo("10.0.0.1");
        assertThat(connection.path("recv_oct").asInt()).isEqualTo(1000);
        assertThat(connection.path("channels").asInt()).isEqualTo(1);
        assertThat(connection.path("frame_max").asInt()).isEqualTo(131072);
        JsonNode channel = get("/api/channels/" + CONNECTION + "%20(1)");
        assertThat(channel.path("messages_unacknowledged").asInt()).isEqualTo(1);
        assertThat(channel.path("consumer_details")).hasSize(1);
        assertThat(channel.path("message_stats").path("publish").asInt()).isEqualTo(2);
        assertThat(get("/api/connections/" + CONNECTION + "/channels")).hasSize(1);
        assertThat(get("/api/connections/username/guest")).hasSize(2);
        assertThat(get("/api/vhosts/other/connections")).hasSize(1);
        assertThat(get("/api/consumers/%2F")).hasSize(1);
    }

    @Test
    void usersSeeTheirOwnConnections() {
        assertThat(SERVER.as("viewer", "viewer").get("/api/connections").json()).isEmpty();
        assertThat(SERVER.as("viewer", "viewer").get("/api/channels").json()).isEmpty();
        assertThat(SERVER.as("viewer", "viewer").get("/api/consumers").json()).isEmpty();
        assertThat(SERVER.as("viewer", "viewer").get("/api/consumers/%2F").json())
                .isEmpty();
        assertThat(SERVER.as("watcher", "watcher").get("/api/connections").json())
                .hasSize(2);
    }

    @Test
    void aHeadAnswersWithoutABody() {
        ApiClient.Response answer = SERVER.guest().send("HEAD", "/api/queues/%2F/orders", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().body()).isEmpty();
    }
}
