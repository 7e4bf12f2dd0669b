package io.leveret.management.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.Permissions;
import io.leveret.management.ApiClient;
import io.leveret.management.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Limits of users and of virtual hosts. */
class LimitRoutesTest {
    private static final TestServer SERVER = new TestServer();
    private static final ApiClient GUEST = SERVER.guest();

    @BeforeAll
    static void objects() {
        SERVER.broker().addUser("manager", "management");
        GUEST.put("/api/vhosts/seen", null);
        GUEST.put("/api/vhosts/hidden", null);
        SERVER.broker().permit("manager", "seen", Permissions.NONE);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aVirtualHostsLimitsAreSetShownAndTakenAway() {
        assertThat(GUEST.put("/api/vhost-limits/%2F/max-connections", "{\"value\":5}")
                        .status())
                .isEqualTo(204);
        assertThat(GUEST.put("/api/vhost-limits/%2F/max-queues", "{\"value\":6}")
                        .status())
                .isEqualTo(204);
        assertThat(GUEST.get("/api/vhost-limits/%2F").json().toString())
                .isEqualTo("[{\"vhost\":\"/\",\"value\":{\"max-connections\":5,\"max-queues\":6}}]");
        assertThat(GUEST.put("/api/vhost-limits/%2F/max-queues", "{\"value\":-5}")
                        .status())
                .isEqualTo(204);
        assertThat(GUEST.get("/api/vhost-limits").json().toString())
                .isEqualTo("[{\"vhost\":\"/\",\"value\":{\"max-connections\":5}}]");
        for (String name : new String[] {"max-connections", "max-connections", "foo"}) {
            assertThat(GUEST.delete("/api/vhost-limits/%2F/" + name).status()).isEqualTo(204);
        }
        assertThat(GUEST.get("/api/vhost-limits/%2F").json()).isEmpty();
    }

    @Test
    void aVirtualHostsLimitsThatMakeNoSenseAreRefused() {
        assertThat(GUEST.put("/api/vhost-limits/%2F/foo", "{\"value\":5}").reason())
                .isEqualTo("Unrecognised terms ['foo'] in limits");
        assertThat(GUEST.put("/api/vhost-limits/%2F/max-queues", "{\"value\":\"a\"}")
                        .reason())
                .isEqualTo("max-queues should be a number, actually was \"a\"");
        assertThat(GUEST.put("/api/vhost-limits/%2F/max-queues", "{}").reason()).isEqualTo("[{key_missing,value}]");
        assertThat(GUEST.put("/api/vhost-limits/nowhere/max-queues", "{\"value\":1}")
                        .json()
                        .toString())
                .isEqualTo("{\"error\":\"not_found\",\"reason\":\"vhost_not_found\"}");
        assertThat(GUEST.get("/api/vhost-limits/nowhere").status()).isEqualTo(404);
        assertThat(GUEST.delete("/api/vhost-limits/nowhere/max-queues").status())
                .isEqualTo(404);
    }

    @Test
    void limitsOfVirtualHostsAreSeenByThoseWhoMayEnter() {
        GUEST.put("/api/vhost-limits/seen/max-queues", "{\"value\":1}");
        GUEST.put("/api/vhost-limits/hidden/max-queues", "{\"value\":1}");
        ApiClient manager = SERVER.as("manager", "manager");
        assertThat(manager.get("/api/vhost-limits").json().toString())
                .isEqualTo("[{\"vhost\":\"seen\",\"value\":{\"max-queues\":1}}]");
        assertThat(manager.get("/api/vhost-limits/hidden").status()).isEqualTo(401);
        assertThat(manager.put("/api/vhost-limits/seen/max-queues", "{\"value\":2}")
                        .reason())
                .isEqualTo("Not administrator user");
        assertThat(manager.delete("/api/vhost-limits/seen/max-queues").status()).isEqualTo(401);
        GUEST.delete("/api/vhost-limits/seen/max-queues");
        GUEST.delete("/api/vhost-limits/hidden/max-queues");
    }

    @Test
    void aUsersLimitsAreSetShownAndTakenAway() {
        SERVER.broker().addUser("u");
        assertThat(GUEST.put("/api/user-limits/u/max-connections", "{\"value\":5}")
                        .status())
                .isEqualTo(204);
        assertThat(GUEST.put("/api/user-limits/u/max-channels", "{\"value\":6}").status())
                .isEqualTo(204);
        String shown = "[{\"user\":\"u\",\"value\":{\"max-connections\":5,\"max-channels\":6}}]";
        assertThat(GUEST.get("/api/user-limits").json().toString()).isEqualTo(shown);
        assertThat(SERVER.as("manager", "manager")
                        .get("/api/user-limits/u")
                        .json()
                        .toString())
                .isEqualTo(shown);
        for (String name : new String[] {"max-connections", "max-channels", "max-channels", "foo"}) {
            assertThat(GUEST.delete("/api/user-limits/u/" + name).status()).isEqualTo(204);
        }
        assertThat(GUEST.get("/api/user-limits/u").json()).isEmpty();
    }

    @Test
    void aUsersLimitsThatMakeNoSenseAreRefused() {
        assertThat(GUEST.put("/api/user-limits/guest/foo", "{\"value\":5}").reason())
                .isEqualTo("Unrecognised terms ['foo'] in user-limits");
        assertThat(GUEST.put("/api/user-limits/guest/max-channels", "{\"value\":1.5}")
                        .reason())
                .isEqualTo("max-channels should be a number, actually was 1.5");
        assertThat(GUEST.put("/api/user-limits/guest/max-channels", "{}").reason())
                .isEqualTo("[{key_missing,value}]");
        assertThat(GUEST.put("/api/user-limits/nobody/max-channels", "{\"value\":1}")
                        .reason())
                .isEqualTo("no_such_user: nobody");
        assertThat(GUEST.get("/api/user-limits/nobody").status()).isEqualTo(404);
        assertThat(GUEST.delete("/api/user-limits/nobody/max-channels").status())
                .isEqualTo(404);
        ApiClient manager = SERVER.as("manager", "manager");
        assertThat(manager.put("/api/user-limits/manager/max-channels", "{\"value\":1}")
                        .status())
                .isEqualTo(401);
        assertThat(manager.delete("/api/user-limits/manager/max-channels").status())
                .isEqualTo(401);
    }

    @Test
    void ratesOfPublishingAreLimitsToo() {
        GUEST.put("/api/users/slow", "{\"password\":\"x\",\"tags\":\"\"}");
        assertThat(GUEST.put("/api/user-limits/slow/max-publish-rate", "{\"value\":100}")
                        .status())
                .isEqualTo(204);
        GUEST.put("/api/user-limits/slow/max-publish-bytes-rate", "{\"value\":5000}");
        assertThat(GUEST.get("/api/user-limits/slow").json().toString())
                .isEqualTo(
                        "[{\"user\":\"slow\",\"value\":{\"max-publish-rate\":100,\"max-publish-bytes-rate\":5000}}]");
        assertThat(GUEST.put("/api/user-limits/slow/max-publish-rate", "{\"value\":0}")
                        .reason())
                .isEqualTo("max-publish-rate should be at least 1 a second, or negative for no limit, actually was 0");
        GUEST.delete("/api/user-limits/slow/max-publish-rate");
        GUEST.delete("/api/user-limits/slow/max-publish-bytes-rate");
        assertThat(GUEST.get("/api/user-limits/slow").json().toString()).isEqualTo("[]");
        GUEST.put("/api/vhost-limits/%2F/max-publish-bytes-rate", "{\"value\":7}");
        assertThat(GUEST.get("/api/vhost-limits/%2F").json().toString()).contains("\"max-publish-bytes-rate\":7");
        GUEST.delete("/api/vhost-limits/%2F/max-publish-bytes-rate");
    }
}
