package io.leveret.management.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.management.ApiClient;
import io.leveret.management.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Permissions, and those on routing keys. */
class PermissionRoutesTest {
    private static final TestServer SERVER = new TestServer();
    private static final ApiClient GUEST = SERVER.guest();
    private static final String BODY = "{\"configure\":\"^a\",\"write\":\"\",\"read\":\".*\"}";

    @BeforeAll
    static void users() {
        SERVER.broker().addUser("u", "monitoring");
        SERVER.broker().addUser("t");
        SERVER.broker().addUser("n");
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void permissionsAreSetShownAndCleared() {
        String one = "/api/permissions/%2F/u";
        String shown = "{\"user\":\"u\",\"vhost\":\"/\",\"configure\":\"^a\",\"write\":\"\",\"read\":\".*\"}";
        assertThat(GUEST.get(one).status()).isEqualTo(404);
        assertThat(GUEST.put(one, BODY).status()).isEqualTo(201);
        assertThat(GUEST.put(one, BODY).status()).isEqualTo(204);
        assertThat(GUEST.get(one).json().toString()).isEqualTo(shown);
        assertThat(GUEST.get("/api/users/u/permissions").json().toString()).isEqualTo("[" + shown + "]");
        assertThat(GUEST.get("/api/vhosts/%2F/permissions").json()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(GUEST.get("/api/permissions?name=u").json().toString()).contains(shown);
        assertThat(GUEST.delete(one).status()).isEqualTo(204);
        assertThat(GUEST.delete(one).status()).isEqualTo(404);
    }

    @Test
    void permissionsThatMakeNoSenseAreRefused() {
        assertThat(GUEST.put("/api/permissions/%2F/n", "{\"configure\":\".*\"}").reason())
                .isEqualTo("[{key_missing,write},{key_missing,read}]");
        assertThat(GUEST.put("/api/permissions/%2F/n", "{\"configure\":\"(\",\"write\":\"\",\"read\":\"\"}")
                        .reason())
                .startsWith("invalid_regexp '('");
        assertThat(GUEST.put("/api/permissions/%2F/n", "{\"configure\":3,\"write\":\"\",\"read\":\"\"}")
                        .status())
                .isEqualTo(400);
        assertThat(GUEST.put("/api/permissions/%2F/nobody", BODY).reason()).isEqualTo("vhost_or_user_not_found");
        assertThat(GUEST.put("/api/permissions/nowhere/n", BODY).reason()).isEqualTo("vhost_or_user_not_found");
        assertThat(GUEST.get("/api/permissions/%2F/nobody").status()).isEqualTo(404);
        assertThat(GUEST.delete("/api/permissions/nowhere/n").status()).isEqualTo(404);
        assertThat(GUEST.get("/api/permissions/%2F/n").status()).isEqualTo(404);
    }

    private static int putTopic(String exchange) {
        return GUEST.put(
                        "/api/topic-permissions/%2F/t",
                        "{\"exchange\":\"" + exchange + "\",\"write\":\"^w\",\"read\":\"^r\"}")
                .status();
    }

    @Test
    void topicPermissionsAreSetShownAndClearedOneOrAll() {
        String all = "/api/topic-permissions/%2F/t";
        String b = "{\"user\":\"t\",\"vhost\":\"/\",\"exchange\":\"b\",\"write\":\"^w\",\"read\":\"^r\"}";
        assertThat(putTopic("b")).as("the user may not even enter").isEqualTo(201);
        assertThat(putTopic("b")).isEqualTo(204);
        assertThat(putTopic("c")).isEqualTo(201);
        assertThat(putTopic("d")).isEqualTo(201);
        assertThat(GUEST.get("/api/topic-permissions").json()).hasSize(3);
        assertThat(GUEST.get("/api/vhosts/%2F/topic-permissions").json()).hasSize(3);
        assertThat(GUEST.get("/api/users/t/topic-permissions").json().get(0).toString())
                .isEqualTo(b);
        assertThat(GUEST.send("DELETE", all, "{\"exchange\":\"c\"}").status()).isEqualTo(204);
        assertThat(GUEST.send("DELETE", all, "{\"exchange\":\"c\"}").status()).isEqualTo(404);
        assertThat(GUEST.get(all).json()).hasSize(2);
        assertThat(GUEST.delete(all + "/d").status()).isEqualTo(204);
        assertThat(GUEST.delete(all + "/d").status()).isEqualTo(404);
        assertThat(GUEST.get(all).json()).hasSize(1);
        assertThat(GUEST.delete(all).status()).isEqualTo(204);
        assertThat(GUEST.delete(all).status()).isEqualTo(404);
        assertThat(GUEST.get(all).status()).isEqualTo(404);
    }

    @Test
    void topicPermissionsThatMakeNoSenseAreRefused() {
        String one = "/api/topic-permissions/%2F/n";
        assertThat(GUEST.put(one, "{\"write\":\"w\",\"read\":\"x\"}").reason()).isEqualTo("[{key_missing,exchange}]");
        assertThat(GUEST.put(one, "{\"exchange\":\"b\",\"write\":\"(\",\"read\":\"x\"}")
                        .reason())
                .startsWith("invalid_regexp '('");
        assertThat(GUEST.put("/api/topic-permissions/%2F/nobody", "{\"exchange\":\"b\",\"write\":\"\",\"read\":\"\"}")
                        .reason())
                .isEqualTo("vhost_or_user_not_found");
        assertThat(GUEST.get(one).status()).isEqualTo(404);
    }

    @Test
    void onlyAdministratorsSeeOrChangeThem() {
        ApiClient watcher = SERVER.as("u", "u");
        for (String path : new String[] {
            "/api/permissions",
            "/api/permissions/%2F/guest",
            "/api/topic-permissions",
            "/api/topic-permissions/%2F/guest",
            "/api/vhosts/%2F/topic-permissions",
            "/api/users/u/topic-permissions"
        }) {
            assertThat(watcher.get(path).reason()).as(path).isEqualTo("Not administrator user");
        }
        assertThat(watcher.put("/api/permissions/%2F/u", BODY).status()).isEqualTo(401);
        assertThat(watcher.delete("/api/permissions/%2F/guest").status()).isEqualTo(401);
        assertThat(watcher.put("/api/topic-permissions/%2F/u", "{}").status()).isEqualTo(401);
        assertThat(watcher.delete("/api/topic-permissions/%2F/u").status()).isEqualTo(401);
    }
}
