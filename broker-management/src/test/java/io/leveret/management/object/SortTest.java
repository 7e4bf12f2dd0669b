package io.leveret.management.object;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.core.access.Permissions;
import io.leveret.core.message.FieldTable;
import io.leveret.management.ApiClient;
import io.leveret.management.MemoryPeer;
import io.leveret.management.TestServer;
import io.leveret.management.http.Paths;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each list, sorted by each field of it: as a client would sort the JSON. */
class SortTest {
    private static final TestServer SERVER = new TestServer();
    private static final ApiClient GUEST = SERVER.guest();

    /** What RabbitMQ's page and tools sort by, even where Leveret has no such field. */
    private static final List<String> RABBITMQS = List.of(
            "idle_since",
            "policy",
            "message_stats.publish_details.rate",
            "message_stats.deliver_get_details.rate",
            "message_stats.ack_details.rate",
            "message_stats.publish_in_details.rate",
            "arguments.x-max-length",
            "recv_oct_details.rate",
            "name.none");

    private static final String POLICY = "{\"pattern\":\"%s\",\"definition\":{\"max-length\":%d},\"apply-to\":\"all\"}";

    @BeforeAll
    static void fill() {
        SERVER.broker().change(answer -> SERVER.broker().node().createVhost("other", FieldTable.EMPTY, answer));
        MemoryPeer peer = SERVER.broker().connect(4711);
        for (int i = 0; i < 12; i++) {
            String name = "q" + i * 5 % 12;
            peer.declare(
                            name,
                            i % 3 == 0
                                    ? FieldTable.builder()
                                            .put("x-max-length", 100 - i)
                                            .build()
                                    : FieldTable.EMPTY)
                    .exchange("e" + i, i % 2 == 0 ? "topic" : "fanout")
                    .bind("e" + i, name, "key." + i % 4);
            for (int published = i % 4; published > 0; published--) {
                peer.publish("e" + i, "key." + i % 4, "x".repeat(i));
            }
        }
        peer.get("q1").get("q3").get("q3").consume("q2", "worker").consume("q7", "other");
        SERVER.broker().connect("guest", "other", 1).declare("q3").consume("q3", "third");
        SERVER.broker().addUser("second", "management");
        SERVER.broker().permit("second", "other", Permissions.ALL);
        SERVER.broker().connect("second", "other", 2).declare("a").publish("", "a", "1234");
        GUEST.put("/api/policies/%2F/some", POLICY.formatted("^q1", 7));
        GUEST.put("/api/policies/%2F/others", POLICY.formatted("^[qe]2", 8));
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    /** Numbers before texts, what is missing or null as 0; the order of before holds among equals. */
    private static Comparator<JsonNode> order(String path) {
        Comparator<JsonNode> textsLast = Comparator.comparing(one -> isText(Paths.at(one, path)));
        return textsLast
                .thenComparing(one -> Paths.at(one, path).asDouble(0) * (isText(Paths.at(one, path)) ? 0 : 1))
                .thenComparing(
                        one -> isText(Paths.at(one, path)) ? Paths.at(one, path).asText() : "");
    }

    private static boolean isText(JsonNode value) {
        return !value.isNumber() && !value.isMissingNode() && !value.isNull();
    }

    private static List<JsonNode> list(String path) {
        JsonNode json = GUEST.get(path).json();
        List<JsonNode> rows = new ArrayList<>();
        (json.has("items") ? json.path("items") : json).forEach(rows::add);
        assertThat(rows).as(path).hasSizeGreaterThan(1);
        return rows;
    }

    private static String id(JsonNode row) {
        return row.path("vhost")
                + row.path("name").asText()
                + row.path("queue")
                + row.path("source")
                + row.path("destination");
    }

    @Test
    void theOrderIsThatOfTheJson() {
        for (String kind : List.of("queues", "exchanges", "connections", "channels", "consumers", "bindings")) {
            theOrderIsThatOfTheJson(kind);
        }
    }

    private static void theOrderIsThatOfTheJson(String kind) {
        List<JsonNode> usual = list("/api/" + kind);
        List<String> ids = usual.stream().map(SortTest::id).toList();
        Set<String> paths = new TreeSet<>(RABBITMQS);
        usual.forEach(row -> paths.addAll(Paths.of(row)));
        for (String path : paths) {
            String sorted =
                    "/api/" + kind + "?page=1&page_size=500&sort=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
            for (String more : List.of("", "&sort_reverse=true", "&msg_rates_age=60&msg_rates_incr=5")) {
                List<JsonNode> rows = list(sorted + more);
                List<JsonNode> expected = new ArrayList<>(rows);
                expected.sort(Comparator.comparing(row -> ids.indexOf(id(row))));
                expected.sort(more.contains("reverse") ? order(path).reversed() : order(path));
                assertThat(rows)
                        .as(sorted + more)
                        .extracting(SortTest::id)
                        .isEqualTo(expected.stream().map(SortTest::id).toList());
            }
        }
    }
}
