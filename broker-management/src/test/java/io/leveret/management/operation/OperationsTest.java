package io.leveret.management.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.management.ApiClient;
import io.leveret.management.TestServer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationsTest {
    private final TestServer server = new TestServer();
    private final ApiClient guest = server.guest();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theAuditIsFilteredAndPaged() {
        JsonNode all = guest.get("/api/leveret/audit").json();
        assertThat(all.path("total_count").asInt()).isEqualTo(3);
        assertThat(all.path("items").path(0).toString())
                .isEqualTo(
                        "{\"time\":3,\"user\":\"app\",\"connection\":null,\"source\":\"http\","
                                + "\"action\":\"queue.delete\",\"vhost\":\"/\",\"object\":\"q\",\"result\":\"refused\",\"detail\":\"in use\"}");

        assertThat(guest.get("/api/leveret/audit?user=guest")
                        .json()
                        .path("filtered_count")
                        .asInt())
                .isEqualTo(1);
        assertThat(guest.get("/api/leveret/audit?action=vhost.put&since=1&until=1")
                        .json()
                        .path("items"))
                .hasSize(1);
        JsonNode second = guest.get("/api/leveret/audit?page=2&page_size=2").json();
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.path("page_count").asInt()).isEqualTo(2);
        assertThat(guest.get("/api/leveret/audit?page_size=0").status()).isEqualTo(400);
    }

    @Test
    void theLogIsReadFromALineOn() {
        server.operations().log("INFO", "one");
        server.operations().log("WARN", "two");

        JsonNode all = guest.get("/api/leveret/log").json();
        assertThat(all.path("next").asInt()).isEqualTo(2);
        assertThat(all.path("lines").findValuesAsText("message")).containsExactly("one", "two");
        assertThat(guest.get("/api/leveret/log?after=1").json().path("lines")).hasSize(1);
        assertThat(guest.get("/api/leveret/log?level=warn").json().path("lines").findValuesAsText("message"))
                .containsExactly("two");
        assertThat(guest.get("/api/leveret/log?level=loud").status()).isEqualTo(400);
    }

    @Test
    void aRequestWaitsForTheNextLine() {
        CompletableFuture<ApiClient.Response> waits =
                CompletableFuture.supplyAsync(() -> guest.get("/api/leveret/log?after=0&wait=20"));
        await().until(() -> {
            server.operations().log("INFO", "at last");
            return waits.isDone();
        });

        assertThat(waits.join().json().path("lines").path(0).path("message").asText())
                .isEqualTo("at last");
    }

    @Test
    void aBackupIsMadeAndListed() {
        ApiClient.Response made = guest.post("/api/leveret/backup", "{\"name\":\"monday\"}");

        assertThat(made.status()).isEqualTo(200);
        assertThat(made.json().path("directory").asText()).isEqualTo("/backups/monday");
        assertThat(guest.get("/api/leveret/backup").json()).hasSize(1);
        assertThat(guest.post("/api/leveret/backup", "{\"name\":\"monday\"}").reason())
                .isEqualTo("there is a backup 'monday' already");
        ApiClient.Response broken = guest.post("/api/leveret/backup", "{\"name\":\"broken\"}");
        assertThat(broken.status()).isEqualTo(500);
        assertThat(broken.reason()).isEqualTo("the disk is full");
    }

    @Test
    void aReloadTellsWhatChangedAndWhatNeedsARestart() {
        ApiClient.Response done = guest.post("/api/leveret/reload", "");

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json())
                .hasToString(
                        "{\"applied\":[\"leveret.limits.frame-max\"],\"needs_restart\":[\"leveret.io.threads\"],\"unchanged\":false}");
    }

    @Test
    void aReloadOfBrokenSettingsTellsAllReasons() {
        server.operations().breakSettings("leveret.conf:1: one");
        server.operations().breakSettings("leveret.conf:2: another");

        ApiClient.Response refused = guest.post("/api/leveret/reload", "");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.reason()).isEqualTo("leveret.conf:1: one; leveret.conf:2: another");
    }

    @Test
    void onlyAdministratorsOperate() {
        server.broker().addUser("watcher", "monitoring");
        ApiClient watcher = server.as("watcher", "watcher");

        assertThat(watcher.get("/api/leveret/audit").status()).isEqualTo(401);
        assertThat(watcher.get("/api/leveret/log").status()).isEqualTo(401);
        assertThat(watcher.get("/api/leveret/backup").status()).isEqualTo(401);
        assertThat(watcher.post("/api/leveret/backup", "").status()).isEqualTo(401);
        assertThat(watcher.post("/api/leveret/reload", "").status()).isEqualTo(401);
    }
}
