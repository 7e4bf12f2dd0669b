package io.leveret.management.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.core.access.Permissions;
import io.leveret.core.message.FieldTable;
import io.leveret.management.ApiClient;
import io.leveret.management.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OverviewTest {
    private static final TestServer SERVER = new TestServer();

    @BeforeAll
    static void fill() {
        SERVER.broker().change(answer -> SERVER.broker().node().createVhost("other", FieldTable.EMPTY, answer));
        SERVER.broker()
                .connect(1)
                .declare("q")
                .publish("", "q", "a")
                .publish("", "q", "b")
                .get("q");
        SERVER.broker().connect("guest", "other", 2).declare("r").publish("", "r", "c");
        SERVER.broker().addUser("viewer", "management");
        SERVER.broker().permit("viewer", "/", Permissions.NONE);
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

    @Test
    void theOverviewAddsUpAllVhosts() {
        JsonNode overview = get("/api/overview");

        assertThat(overview.path("rabbitmq_version").asText()).isEqualTo("4.1.0");
        assertThat(overview.path("product_name").asText()).isEqualTo("Leveret");
        assertThat(overview.path("node").asText()).isEqualTo("leveret@test");
        assertThat(overview.path("object_totals").path("queues").asInt()).isEqualTo(2);
        assertThat(overview.path("object_totals").path("connections").asInt()).isEqualTo(2);
        assertThat(overview.path("queue_totals").path("messages").asInt()).isEqualTo(3);
        assertThat(overview.path("queue_totals").path("messages_unacknowledged").asInt())
                .isEqualTo(1);
        assertThat(overview.path("message_stats").path("publish").asInt()).isEqualTo(3);
        assertThat(overview.path("exchange_types").toString()).contains("x-delayed-message");
        assertThat(overview.path("listeners").toString()).contains("\"amqp\"", "\"http\"");
        assertThat(overview.path("churn_rates")
                        .path("queue_created_details")
                        .path("rate")
                        .isNumber())
                .isTrue();
    }

    @Test
    void theOverviewOfAUserIsOfWhatItMaySee() {
        JsonNode overview = SERVER.as("viewer", "viewer").get("/api/overview").json();

        assertThat(overview.path("queue_totals").path("messages").asInt()).isEqualTo(2);
        assertThat(overview.has("listeners")).isFalse();
    }

    @Test
    void samplesComeWhereAChartIsAskedFor() {
        JsonNode publish = get("/api/overview?msg_rates_age=60&msg_rates_incr=5&lengths_age=60&lengths_incr=5")
                .path("message_stats")
                .path("publish_details");

        assertThat(publish.path("samples").isArray()).isTrue();
        assertThat(get("/api/overview")
                        .path("message_stats")
                        .path("publish_details")
                        .has("samples"))
                .isFalse();
    }

    @Test
    void theNodeTellsOfMemoryAndDisk() {
        JsonNode node = get("/api/nodes/leveret@test");

        assertThat(node.path("disk_free").asLong()).isEqualTo(2_000_000);
        assertThat(node.path("disk_free_alarm").asBoolean()).isFalse();
        assertThat(node.path("fd_used").asInt()).isEqualTo(50);
        assertThat(node.path("running").asBoolean()).isTrue();
        assertThat(get("/api/nodes")).hasSize(1);
        assertThat(get("/api/nodes?columns=name").toString()).isEqualTo("[{\"name\":\"leveret@test\"}]");
        assertThat(get("/api/nodes/leveret@test/memory")
                        .path("memory")
                        .path("heap")
                        .asLong())
                .isEqualTo(100_000);
        assertThat(get("/api/leveret/overview").path("sync").path("p99_us").asLong())
                .isEqualTo(128);
        assertThat(SERVER.guest().get("/api/nodes/other").status()).isEqualTo(404);
        assertThat(SERVER.as("viewer", "viewer").get("/api/nodes").status()).isEqualTo(401);
    }

    @Test
    void healthChecksSayOkOrWhatIsWrong() {
        assertThat(get("/api/health/checks/alarms").toString()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(get("/api/health/checks/virtual-hosts").toString()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(get("/api/health/checks/port-listener/5672").toString())
                .isEqualTo("{\"status\":\"ok\",\"port\":5672}");
        assertThat(get("/api/health/checks/protocol-listener/amqp")
                        .path("status")
                        .asText())
                .isEqualTo("ok");
        assertThat(get("/api/health/checks/node-is-quorum-critical")
                        .path("reason")
                        .asText())
                .isEqualTo("single node cluster");
        assertThat(get("/api/health/checks/below-node-connection-limit")
                        .path("limit")
                        .asInt())
                .isEqualTo(1000);
        assertThat(get("/api/health/checks/quorum-queues-without-elected-leaders/vhost/%2F/pattern/.%2A")
                        .toString())
                .isEqualTo("{\"status\":\"ok\"}");
        ApiClient.Response missing = SERVER.guest().get("/api/health/checks/port-listener/1");
        assertThat(missing.status()).isEqualTo(503);
        assertThat(missing.json().path("reason").asText()).isEqualTo("No active listener");
        assertThat(SERVER.guest()
                        .get("/api/health/checks/protocol-listener/stomp")
                        .status())
                .isEqualTo(503);
        assertThat(SERVER.guest()
                        .get("/api/health/checks/certificate-expiration/1/parsecs")
                        .status())
                .isEqualTo(400);
    }
}
