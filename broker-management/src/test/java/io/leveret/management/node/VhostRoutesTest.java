package io.leveret.management.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.core.access.Permissions;
import io.leveret.management.ApiClient;
import io.leveret.management.ApiClient.Response;
import io.leveret.management.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VhostRoutesTest {
    private static final TestServer SERVER = new TestServer();
    private static final ApiClient GUEST = SERVER.guest();

    @BeforeAll
    static void users() {
        SERVER.broker().addUser("manager", "management");
        SERVER.broker().addUser("watcher", "monitoring");
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aVirtualHostIsMadeShownAndDeleted() {
        String body =
                "{\"description\":\"d\",\"tags\":\"a, b\",\"default_queue_type\":\"quorum\",\"tracing\":true,\"protected_from_deletion\":false}";
        assertThat(GUEST.put("/api/vhosts/made", body).status()).isEqualTo(201);
        assertThat(GUEST.get("/api/vhosts/made").json().toString())
                .isEqualTo(
                        "{\"name\":\"made\",\"description\":\"d\",\"tags\":[\"a\",\"b\"],\"default_queue_type\":\"quorum\","
                                + "\"protected_from_deletion\":false,\"metadata\":{\"description\":\"d\",\"tags\":[\"a\",\"b\"],"
                                + "\"default_queue_type\":\"quorum\"},\"tracing\":true,\"cluster_state\":{\"leveret@test\":\"running\"},"
                                + "\"messages\":0,\"messages_ready\":0,\"messages_unacknowledged\":0}");
        assertThat(GUEST.get("/api/permissions/made/guest").json().path("read").asText())
                .as("who makes it has all rights")
                .isEqualTo(".*");

        assertThat(GUEST.put("/api/vhosts/made", "{\"tags\":[\"x\"]}").status()).isEqualTo(204);
        JsonNode changed = GUEST.get("/api/vhosts/made").json();
        assertThat(changed.path("description").asText()).isEmpty();
        assertThat(changed.path("tags").toString()).isEqualTo("[\"x\"]");
        assertThat(changed.path("default_queue_type").asText()).isEqualTo("quorum");

        assertThat(GUEST.delete("/api/vhosts/made").status()).isEqualTo(204);
        assertThat(GUEST.get("/api/vhosts/made").status()).isEqualTo(404);
        assertThat(GUEST.delete("/api/vhosts/made").status()).isEqualTo(404);
    }

    @Test
    void theOperatorMakesOneWithoutAUserForIt() {
        assertThat(SERVER.operator().put("/api/vhosts/by-operator", null).status())
                .isEqualTo(201);
        assertThat(GUEST.get("/api/vhosts/by-operator/permissions").json()).isEmpty();
        assertThat(GUEST.get("/api/vhosts/nowhere/permissions").status()).isEqualTo(404);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThat(GUEST.put("/api/vhosts/x", "{\"default_queue_type\":\"stream\"}")
                        .reason())
                .isEqualTo("unsupported default queue type 'stream'; there are classic and quorum");
        assertThat(GUEST.put("/api/vhosts/x", "[]").reason()).isEqualTo("not_json");
        assertThat(GUEST.put("/api/vhosts/x", "{\"tracing\":\"maybe\"}").reason())
                .isEqualTo("tracing is true or false, not \"maybe\"");
        Response tooLong = GUEST.put("/api/vhosts/" + "x".repeat(256), null);
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.reason()).startsWith("the name of a vhost has 1 to 255 bytes");
        assertThat(GUEST.get("/api/vhosts/x").status()).isEqualTo(404);
    }

    @Test
    void aProtectedOneIsNotDeleted() {
        GUEST.put("/api/vhosts/kept", null);
        assertThat(GUEST.post("/api/vhosts/kept/deletion/protection", null).status())
                .isEqualTo(204);
        assertThat(GUEST.put("/api/vhosts/kept", null).status()).isEqualTo(204);
        Response refused = GUEST.delete("/api/vhosts/kept");
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.json().toString())
                .isEqualTo(
                        "{\"error\":\"precondition_failed\",\"reason\":\"Refusing to delete virtual host 'kept' because it is"
                                + " protected from deletion\"}");
        assertThat(GUEST.delete("/api/vhosts/kept/deletion/protection").status())
                .isEqualTo(204);
        assertThat(GUEST.delete("/api/vhosts/kept").status()).isEqualTo(204);
        assertThat(GUEST.post("/api/vhosts/kept/deletion/protection", null).status())
                .isEqualTo(404);
    }

    @Test
    void whoMayNotEnterSeesNothing() {
        GUEST.put("/api/vhosts/seen", null);
        GUEST.put("/api/vhosts/hidden", null);
        SERVER.broker().permit("manager", "seen", Permissions.NONE);
        ApiClient manager = SERVER.as("manager", "manager");
        assertThat(manager.get("/api/vhosts?columns=name").json().toString()).isEqualTo("[{\"name\":\"seen\"}]");
        assertThat(manager.get("/api/vhosts/seen").status()).isEqualTo(200);
        assertThat(manager.get("/api/vhosts/hidden").status()).isEqualTo(401);
        assertThat(SERVER.as("watcher", "watcher")
                        .get("/api/vhosts?name=hid&columns=name")
                        .json()
                        .toString())
                .isEqualTo("[{\"name\":\"hidden\"}]");
    }

    @Test
    void onlyAdministratorsChangeAnything() {
        ApiClient watcher = SERVER.as("watcher", "watcher");
        assertThat(watcher.put("/api/vhosts/x", null).reason()).isEqualTo("Not administrator user");
        assertThat(watcher.delete("/api/vhosts/%2F").status()).isEqualTo(401);
        assertThat(watcher.post("/api/vhosts/%2F/deletion/protection", null).status())
                .isEqualTo(401);
        assertThat(watcher.get("/api/vhosts/%2F/permissions").status()).isEqualTo(401);
        assertThat(watcher.post("/api/vhosts/%2F/start/leveret@test", null).status())
                .isEqualTo(401);
    }

    @Test
    void whatIsThereRuns() {
        assertThat(GUEST.post("/api/vhosts/%2F/start/leveret@test", "{}").status())
                .isEqualTo(204);
        assertThat(GUEST.post("/api/vhosts/nowhere/start/leveret@test", "{}").status())
                .isEqualTo(404);
        assertThat(GUEST.post("/api/vhosts/%2F/start/other", "{}").reason())
                .isEqualTo("Request to node other failed with nodedown");
    }
}
