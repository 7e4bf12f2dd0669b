package io.leveret.management.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.FakeObserver;
import io.leveret.core.QueueDeclaration;
import io.leveret.core.access.Permissions;
import io.leveret.core.event.Observers;
import io.leveret.core.message.FieldTable;
import io.leveret.management.ApiClient;
import io.leveret.management.MemoryPeer;
import io.leveret.management.TestServer;
import io.leveret.management.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DefinitionFilesTest {
    private static final String FILE = """
            {
              "rabbit_version": "3.10.8",
              "users": [{"name": "app", "password_hash": "", "hashing_algorithm": "rabbit_password_hashing_sha256",
                         "tags": ["management"], "limits": {"max-connections": 3}},
                        {"name": "old", "password_hash": "", "tags": "administrator,monitoring"}],
              "vhosts": [{"name": "/"}, {"name": "shop"}],
              "permissions": [{"user": "app", "vhost": "shop", "configure": "^app", "write": ".*", "read": ".*"}],
              "topic_permissions": [{"user": "app", "vhost": "shop", "exchange": "events", "write": "^a", "read": ".*"}],
              "parameters": [
                {"component": "vhost-limits", "vhost": "shop", "name": "limits", "value": {"max-queues": 10}},
                {"component": "operator_policy", "vhost": "shop", "name": "cap",
                 "value": {"pattern": ".*", "apply-to": "queues", "definition": {"max-length": 1000}, "priority": 1}}],
              "global_parameters": [{"name": "cluster_name", "value": "old"}],
              "policies": [{"vhost": "shop", "name": "ttl", "pattern": "^q", "apply-to": "queues",
                            "definition": {"message-ttl": 60000}, "priority": 7}],
              "queues": [
                {"name": "q1", "vhost": "shop", "durable": true, "auto_delete": false, "arguments": {"x-max-length": 5}},
                {"name": "q2", "vhost": "shop", "durable": true, "auto_delete": false,
                 "arguments": {"x-queue-type": "quorum"}},
                {"name": "amq.gen-abc", "vhost": "shop", "durable": true, "auto_delete": false, "arguments": {}}],
              "exchanges": [
                {"name": "events", "vhost": "shop", "type": "topic", "durable": true, "auto_delete": false,
                 "internal": false, "arguments": {"alternate-exchange": "other"}},
                {"name": "other", "vhost": "shop", "type": "headers", "durable": true, "auto_delete": false,
                 "internal": true, "arguments": {}}],
              "bindings": [
                {"source": "events", "vhost": "shop", "destination": "q1", "destination_type": "queue",
                 "routing_key": "a.#", "arguments": {}},
                {"source": "events", "vhost": "shop", "destination": "other", "destination_type": "exchange",
                 "routing_key": "b", "arguments": {}},
                {"source": "other", "vhost": "shop", "destination": "amq.gen-abc", "destination_type": "queue",
                 "routing_key": "", "arguments": {"x-match": "all", "kind": "x"}}]
            }""";

    private final TestServer server = new TestServer();
    private final ApiClient guest = server.guest();

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode export(String path) {
        ApiClient.Response answer = guest.get(path);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    /** What a file says without what only names whose it is. */
    private static JsonNode meaning(JsonNode file) {
        ObjectNode meaning = file.deepCopy();
        meaning.remove(List.of("rabbit_version", "rabbitmq_version", "product_name", "product_version"));
        return meaning;
    }

    @Test
    void whatIsImportedIsExportedAgain() {
        ApiClient.Response imported = guest.post("/api/definitions", FILE);
        assertThat(imported.reason()).isEmpty();
        assertThat(imported.status()).isEqualTo(204);

        JsonNode file = export("/api/definitions");
        assertThat(file.path("queues").toString())
                .contains("\"name\":\"q1\"", "\"x-max-length\":5", "\"x-queue-type\":\"quorum\"", "amq.gen-abc");
        assertThat(file.path("exchanges").toString())
                .contains("\"type\":\"topic\"", "\"alternate-exchange\":\"other\"", "\"internal\":true")
                .doesNotContain("amq.topic");
        assertThat(file.path("bindings")).hasSize(3);
        assertThat(file.path("policies").path(0).path("definition").toString()).isEqualTo("{\"message-ttl\":60000}");
        assertThat(file.path("policies").path(0).path("priority").asInt()).isEqualTo(7);
        assertThat(file.path("parameters").toString())
                .contains("\"vhost-limits\"", "\"max-queues\":10", "\"operator_policy\"", "\"max-length\":1000");
        assertThat(file.path("users").toString())
                .contains("\"max-connections\":3", "[\"administrator\",\"monitoring\"]");
        assertThat(file.path("topic_permissions")).hasSize(1);

        assertThat(guest.post("/api/definitions", file.toString()).status()).isEqualTo(204);
        assertThat(meaning(export("/api/definitions"))).isEqualTo(meaning(file));
    }

    /** Users with their hashes, virtual hosts, rights, limits, policies of both kinds, all kinds of exchanges and queues, arguments of each. */
    @Test
    void aFileOfRabbitmqComesBackTheSame() throws IOException {
        JsonNode file;
        try (InputStream recorded = getClass().getResourceAsStream("rabbitmq-3.10.8.json")) {
            file = Json.parse(recorded.readAllBytes());
        }

        ApiClient.Response imported = guest.post("/api/definitions", file.toString());
        assertThat(imported.reason()).isEmpty();

        JsonNode exported = export("/api/definitions");
        for (String kind : List.of(
                "permissions",
                "topic_permissions",
                "parameters",
                "global_parameters",
                "policies",
                "queues",
                "exchanges",
                "bindings")) {
            assertThat(exported.path(kind)).as(kind).containsAll(file.path(kind));
        }
        file.path("users").forEach(user -> {
            JsonNode same = named(exported.path("users"), user.path("name").asText());
            assertThat(same.path("password_hash")).isEqualTo(user.path("password_hash"));
            assertThat(same.path("hashing_algorithm")).isEqualTo(user.path("hashing_algorithm"));
            assertThat(same.path("limits")).isEqualTo(user.path("limits"));
            assertThat(same.path("tags")).containsExactlyInAnyOrderElementsOf(user.path("tags"));
        });
        file.path("vhosts")
                .forEach(vhost -> assertThat(named(
                                exported.path("vhosts"), vhost.path("name").asText()))
                        .isNotNull());
    }

    private static JsonNode named(JsonNode all, String name) {
        for (JsonNode one : all) {
            if (one.path("name").asText().equals(name)) {
                return one;
            }
        }
        return null;
    }

    @Test
    void anExportMakesAnotherNodeTheSame() {
        assertThat(guest.post("/api/definitions", FILE).status()).isEqualTo(204);
        JsonNode file = export("/api/definitions");

        try (TestServer other = new TestServer()) {
            assertThat(other.guest().post("/api/definitions", file.toString()).status())
                    .isEqualTo(204);
            assertThat(meaning(other.guest().get("/api/definitions").json())).isEqualTo(meaning(file));
        }
    }

    @Test
    void everythingThatIsRefusedIsNamedAndNothingIsApplied() {
        String file = """
                {"vhosts": [{"name": "new"}],
                 "users": [{"name": "u", "password_hash": "x", "hashing_algorithm": "rot13", "tags": []}],
                 "permissions": [{"user": "nobody", "vhost": "/", "configure": "", "write": "", "read": ""},
                                 {"user": "guest", "vhost": "/", "configure": "(", "write": "", "read": ""}],
                 "parameters": [{"component": "shovel", "vhost": "/", "name": "s", "value": {}},
                                {"component": "mine", "vhost": "/", "name": "m", "value": 5}],
                 "policies": [{"vhost": "/", "name": "p", "pattern": ".*", "definition": {"no-such-key": 1}}],
                 "exchanges": [{"name": "x", "vhost": "/", "type": "no-such-type"},
                               {"name": "amq.mine", "vhost": "/", "type": "direct"}],
                 "queues": [{"name": "good", "vhost": "/", "arguments": {}},
                            {"name": "bad", "vhost": "/", "arguments": {"x-message-ttl": -1}},
                            {"name": "lost", "vhost": "nowhere", "arguments": {}}],
                 "bindings": [{"source": "none", "vhost": "/", "destination": "good", "destination_type": "queue"}]}
                """;

        ApiClient.Response answer = guest.post("/api/definitions", file);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).contains("nothing was applied", "refused");
        assertThat(answer.json().path("refused").findValuesAsText("name"))
                .contains("u", "nobody", "guest", "s", "m", "p", "x", "amq.mine", "bad", "lost", "none -> good")
                .doesNotContain("good");
        assertThat(answer.json().path("refused").toString())
                .contains("{value_negative,-1}", "unknown exchange type 'no-such-type'", "no vhost 'nowhere'")
                .contains("are not recognised policy settings");
        assertThat(guest.get("/api/queues/%2F").json()).isEmpty();
        assertThat(export("/api/definitions").path("vhosts")).hasSize(1);
    }

    @Test
    void aParameterOfAnUnknownComponentIsRefusedWithRabbitmqsReason() {
        String file = """
                {"parameters": [{"component": "mine", "vhost": "/", "name": "m", "value": 5},
                                {"component": "policy", "vhost": "/", "name": "p", "value": {}}]}""";

        ApiClient.Response answer = guest.post("/api/definitions", file);

        assertThat(answer.json().path("refused").findValuesAsText("reason"))
                .containsExactly(
                        "Validation failed\n\ncomponent mine not found\n", "policies may not be set using this method");
        assertThat(answer.reason())
                .as("one line")
                .endsWith("parameter 'm' in vhost '/': Validation failed component mine not found;"
                        + " parameter 'p' in vhost '/': policies may not be set using this method");
        assertThat(guest.get("/api/parameters").json()).isEmpty();
    }

    @Test
    void whatIsThereStaysAsItIs() {
        server.broker()
                .connect(1)
                .declare("kept", FieldTable.builder().put("x-max-length", 1).build());

        ApiClient.Response answer = guest.post(
                "/api/definitions",
                "{\"queues\": [{\"name\": \"kept\", \"vhost\": \"/\", \"durable\": false, \"arguments\": {}}]}");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(export("/api/definitions").path("queues").toString()).contains("\"x-max-length\":1");
    }

    @Test
    void whatAFileDoesNotSayOfAVhostStays() {
        guest.put(
                "/api/vhosts/kept",
                "{\"description\":\"d\",\"tags\":\"t\",\"default_queue_type\":\"quorum\",\"protected_from_deletion\":true}");

        assertThat(guest.post("/api/definitions", "{\"vhosts\": [{\"name\": \"kept\", \"description\": \"new\"}]}")
                        .status())
                .isEqualTo(204);

        JsonNode kept = guest.get("/api/vhosts/kept").json();
        assertThat(kept.path("description").asText()).isEqualTo("new");
        assertThat(kept.path("tags").toString()).isEqualTo("[\"t\"]");
        assertThat(kept.path("default_queue_type").asText()).isEqualTo("quorum");
        assertThat(kept.path("protected_from_deletion").asBoolean()).isTrue();
    }

    @Test
    void parametersThatAreTooLargeAreRefusedBeforeAnythingIsApplied() {
        String large = "x".repeat(70_000);

        ApiClient.Response answer = guest.post(
                "/api/definitions",
                "{\"vhosts\": [{\"name\": \"p\", \"protected_from_deletion\": true}], \"global_parameters\": ["
                        + "{\"name\": \"large\", \"value\": \"" + large + "\"}]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).contains("large", "65536 octets");
        assertThat(guest.get("/api/vhosts/p").status()).isEqualTo(404);
    }

    @Test
    void aClientsOwnQueueIsNoHindrance() {
        FieldTable arguments = FieldTable.builder()
                .put("x-queue-type", "classic")
                .put("x-expires", 60_000)
                .build();
        server.broker()
                .connect(1)
                .run((vhost, channel) ->
                        vhost.declareQueue(channel, new QueueDeclaration("own", false, true, true, false, arguments)));

        assertThat(guest.post("/api/leveret/definitions/check", "{\"queues\": [{\"name\": \"q\", \"vhost\": \"/\"}]}")
                        .json()
                        .path("refused"))
                .isEmpty();
    }

    @Test
    void aFormMayBringTheFile() {
        String form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"d.json\"\r\n"
                + "Content-Type: application/json\r\n\r\n" + FILE + "\r\n--b--\r\n";

        assertThat(guest.send("POST", "/api/definitions", form, "Content-Type", "multipart/form-data; boundary=b")
                        .status())
                .isEqualTo(204);
        assertThat(guest.get("/api/queues/shop/q1").status()).isEqualTo(200);
        assertThat(guest.send("POST", "/api/definitions", "--b--", "Content-Type", "multipart/form-data; boundary=b")
                        .reason())
                .isEqualTo("the form has no part 'file'");
        assertThat(guest.send("POST", "/api/definitions", "x", "Content-Type", "multipart/form-data")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aVhostHasAFileOfItsOwn() {
        server.broker().connect(1).declare("q").exchange("x", "fanout").bind("x", "q", "");
        JsonNode file = export("/api/definitions/%2F");
        assertThat(file.path("queues").toString())
                .isEqualTo("[{\"name\":\"q\",\"durable\":true,\"auto_delete\":false,\"arguments\":{}}]");
        assertThat(file.has("users")).isFalse();
        server.broker().change(answer -> server.broker().node().createVhost("copy", FieldTable.EMPTY, answer));
        server.broker().permit("guest", "copy", Permissions.ALL);

        assertThat(guest.post("/api/definitions/copy", file.toString()).status())
                .isEqualTo(204);

        assertThat(meaning(export("/api/definitions/copy"))).isEqualTo(meaning(file));
        assertThat(guest.get("/api/definitions/none").status()).isEqualTo(404);
    }

    @Test
    void aCheckAppliesNothing() {
        ApiClient.Response answer = guest.post("/api/leveret/definitions/check", FILE);

        assertThat(answer.json().path("refused")).isEmpty();
        assertThat(answer.json().path("objects").asInt()).isEqualTo(18);
        assertThat(export("/api/definitions").path("vhosts")).hasSize(1);
    }

    @Test
    void theQueueLimitOfAVhostHoldsForAFileToo() {
        ApiClient.Response answer = guest.post("/api/definitions", """
                {"parameters": [{"component": "vhost-limits", "vhost": "/", "name": "limits", "value": {"max-queues": 1}}],
                 "queues": [{"name": "a", "vhost": "/"}, {"name": "b", "vhost": "/"}]}""");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).contains("queue limit in vhost '/' (1) is reached");
    }

    @Test
    void definitionsAreForAdministrators() {
        server.broker().addUser("watcher", "monitoring");

        assertThat(server.as("watcher", "watcher").get("/api/definitions").status())
                .isEqualTo(401);
        assertThat(server.as("watcher", "watcher")
                        .post("/api/definitions", "{}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aDownloadHasAFileName() {
        ApiClient.Response answer = guest.get("/api/definitions?download=my%20file.json");

        assertThat(answer.raw().headers().firstValue("content-disposition"))
                .contains("attachment; filename=\"my_file.json\"");
    }

    @Test
    void whoImportsIsInTheAudit() {
        server.broker().addUser("alice", "administrator");
        MemoryPeer peer = server.broker().connect(1);
        FakeObserver observer = new FakeObserver();
        peer.run((vhost, channel) -> vhost.observe(observer.observers()));
        String file = """
                {"queues": [{"name": "q", "vhost": "/", "durable": true, "auto_delete": false, "arguments": {}}],
                 "exchanges": [{"name": "x", "vhost": "/", "type": "direct", "durable": true, "auto_delete": false,
                                "internal": false, "arguments": {}}],
                 "bindings": [{"source": "x", "vhost": "/", "destination": "q", "destination_type": "queue",
                               "routing_key": "", "arguments": {}}]}""";
        assertThat(server.as("alice", "alice").post("/api/definitions", file).status())
                .isEqualTo(204);
        peer.run((vhost, channel) -> vhost.observe(Observers.NONE));

        assertThat(observer.audit())
                .containsExactly(
                        "alice HTTP exchange.declare x OK",
                        "alice HTTP queue.declare q OK",
                        "alice HTTP queue.bind q OK");
        assertThat(observer.takeEvents())
                .extracting(
                        event -> event.facts().get("user_who_performed_action").text())
                .containsOnly("alice");
    }

    @Test
    void aNameThatIsTheBrokersOwnIsRefused() {
        String file = """
                {"queues": [{"name": "amq.delayed.x", "vhost": "/", "durable": true, "auto_delete": false,
                             "arguments": {}}]}""";
        ApiClient.Response answer = guest.post("/api/definitions", file);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).contains("reserved prefix 'amq.delayed.*'");
    }
}
