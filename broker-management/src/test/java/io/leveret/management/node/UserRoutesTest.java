package io.leveret.management.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.node.NodeView;
import io.leveret.management.ApiClient;
import io.leveret.management.TestServer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UserRoutesTest {
    private static final TestServer SERVER = new TestServer();
    private static final ApiClient GUEST = SERVER.guest();

    @BeforeAll
    static void users() {
        SERVER.broker().addUser("watcher", "monitoring", "policymaker");
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static String user(String name) {
        return GUEST.get("/api/users/" + name).json().toString();
    }

    @Test
    void aUserIsMadeShownChangedAndDeleted() {
        assertThat(GUEST.put("/api/users/u", "{\"password\":\"secret\",\"tags\":\"administrator, foo\"}")
                        .status())
                .isEqualTo(201);
        assertThat(user("u"))
                .isEqualTo("{\"name\":\"u\",\"password_hash\":\"terces\",\"hashing_algorithm\":\"reversed\","
                        + "\"tags\":[\"administrator\",\"foo\"],\"limits\":{}}");
        assertThat(GUEST.put("/api/users/u", "{\"password_hash\":\"h\",\"tags\":[\"b\",\"a\"]}")
                        .status())
                .isEqualTo(204);
        GUEST.put("/api/user-limits/u/max-channels", "{\"value\":7}");
        assertThat(user("u"))
                .isEqualTo(
                        "{\"name\":\"u\",\"password_hash\":\"h\",\"hashing_algorithm\":\"rabbit_password_hashing_sha256\","
                                + "\"tags\":[\"a\",\"b\"],\"limits\":{\"max-channels\":7}}");
        assertThat(GUEST.delete("/api/users/u").status()).isEqualTo(204);
        assertThat(GUEST.get("/api/users/u").status()).isEqualTo(404);
        assertThat(GUEST.delete("/api/users/u").status()).isEqualTo(404);
        assertThat(GUEST.get("/api/users/u/permissions").status()).isEqualTo(404);
        assertThat(GUEST.get("/api/users/u/topic-permissions").status()).isEqualTo(404);
    }

    @Test
    void withoutAPasswordNobodyLogsInByOne() {
        for (String body : new String[] {
            "{\"tags\":\"\"}", "{\"password_hash\":\"\",\"tags\":\"\"}", "{\"password\":\"\",\"tags\":\"\"}"
        }) {
            GUEST.put("/api/users/silent", "{\"password\":\"x\",\"tags\":\"\"}");
            assertThat(GUEST.put("/api/users/silent", body).status()).isEqualTo(204);
            assertThat(GUEST.get("/api/users/silent")
                            .json()
                            .path("password_hash")
                            .asText())
                    .as(body)
                    .isEmpty();
        }
    }

    @Test
    void whoMayOnlyComeFromThisHostStillMayOnly() {
        GUEST.put("/api/users/guest", "{\"password\":\"guest\",\"tags\":\"administrator\"}");
        CompletableFuture<NodeView> view = new CompletableFuture<>();
        SERVER.broker().node().view(view::complete);
        assertThat(view.join().accounts().get("guest").loopbackOnly()).isTrue();
        assertThat(user("guest")).contains("tseug");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThat(GUEST.put("/api/users/x", "{\"password\":\"x\"}").reason()).isEqualTo("tags_not_present");
        assertThat(GUEST.put("/api/users/x", "{\"password\":3,\"tags\":\"\"}").reason())
                .isEqualTo("password is a string, not 3");
        assertThat(GUEST.put("/api/users/x", "{\"password\":\"x\",\"tags\":[3]}")
                        .status())
                .isEqualTo(400);
        assertThat(GUEST.put("/api/users/x", "{\"password_hash\":\"x\",\"hashing_algorithm\":\"rot13\",\"tags\":\"\"}")
                        .reason())
                .isEqualTo("unknown hashing_algorithm 'rot13'");
        assertThat(GUEST.put("/api/users/local%20operator", "{\"password\":\"x\",\"tags\":\"\"}")
                        .reason())
                .isEqualTo("no user can be called 'local operator'");
        assertThat(GUEST.get("/api/users/x").status()).isEqualTo(404);
    }

    @Test
    void manyAreDeletedAtOnceOrNone() {
        SERVER.broker().addUser("many1");
        SERVER.broker().addUser("many2");
        assertThat(GUEST.get("/api/users/without-permissions?columns=name")
                        .json()
                        .toString())
                .contains("many1", "many2")
                .doesNotContain("guest");
        assertThat(GUEST.post("/api/users/bulk-delete", "{\"users\":[\"many1\",\"nobody\"]}")
                        .reason())
                .isEqualTo("no_such_user: nobody");
        assertThat(GUEST.get("/api/users/many1").status()).isEqualTo(200);
        assertThat(GUEST.post("/api/users/bulk-delete", "{\"users\":[\"many1\",\"many2\"]}")
                        .status())
                .isEqualTo(204);
        assertThat(GUEST.get("/api/users?name=many").json()).isEmpty();
        assertThat(GUEST.post("/api/users/bulk-delete", "{}").reason()).isEqualTo("[{key_missing,users}]");
    }

    @Test
    void aPasswordIsHashedForLater() {
        assertThat(GUEST.get("/api/auth/hash_password/a%2Fb").json().toString()).isEqualTo("{\"ok\":\"salted b/a\"}");
        assertThat(GUEST.post("/api/auth/hash_password", "{\"password\":\"ab\"}")
                        .json()
                        .toString())
                .isEqualTo("{\"ok\":\"salted ba\"}");
    }

    @Test
    void onlyAdministratorsSeeOrChangeUsers() {
        ApiClient watcher = SERVER.as("watcher", "watcher");
        for (String path : new String[] {
            "/api/users", "/api/users/watcher", "/api/users/without-permissions", "/api/users/watcher/permissions"
        }) {
            assertThat(watcher.get(path).reason()).as(path).isEqualTo("Not administrator user");
        }
        assertThat(watcher.put("/api/users/x", "{\"tags\":\"\"}").status()).isEqualTo(401);
        assertThat(watcher.delete("/api/users/guest").status()).isEqualTo(401);
        assertThat(watcher.post("/api/users/bulk-delete", "{\"users\":[\"guest\"]}")
                        .status())
                .isEqualTo(401);
        assertThat(watcher.get("/api/auth/hash_password/x").status()).isEqualTo(401);
    }
}
