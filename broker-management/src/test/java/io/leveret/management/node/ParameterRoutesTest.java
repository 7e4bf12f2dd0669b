package io.leveret.management.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.Permissions;
import io.leveret.management.ApiClient;
import io.leveret.management.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Parameters of virtual hosts and of the node. */
class ParameterRoutesTest {
    private static final TestServer SERVER = new TestServer();
    private static final ApiClient GUEST = SERVER.guest();
    private static final String BODY = "{\"value\":{\"a\":[1,2.5,null,\"x\",true]}}";

    @BeforeAll
    static void objects() {
        SERVER.broker().addUser("manager", "management");
        SERVER.broker().addUser("maker", "policymaker");
        GUEST.put("/api/vhosts/seen", null);
        GUEST.put("/api/vhosts/hidden", null);
        SERVER.broker().permit("maker", "seen", Permissions.NONE);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aParameterOfAnUnknownComponentIsRefused() {
        for (String component : new String[] {"mine", "shovel", "federation", "federation-upstream-set"}) {
            ApiClient.Response answer = GUEST.put("/api/parameters/" + component + "/%2F/p", BODY);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("error").asText()).isEqualTo("bad_request");
            assertThat(answer.reason()).isEqualTo("Validation failed\n\ncomponent " + component + " not found\n");
        }
        for (String component : new String[] {"policy", "operator_policy"}) {
            assertThat(GUEST.put("/api/parameters/" + component + "/%2F/p", BODY)
                            .reason())
                    .isEqualTo("policies may not be set using this method");
        }
        assertThat(GUEST.put("/api/parameters/mine/%2F/p", "{}").reason()).isEqualTo("[{key_missing,value}]");
        assertThat(GUEST.put("/api/parameters/mine/nowhere/p", BODY).reason()).isEqualTo("vhost_not_found");
    }

    @Test
    void thereIsNothingOfAnUnknownComponent() {
        assertThat(GUEST.get("/api/parameters/mine").json()).isEmpty();
        assertThat(GUEST.get("/api/parameters/mine/%2F").json()).isEmpty();
        assertThat(GUEST.get("/api/parameters/mine/nowhere").status()).isEqualTo(404);
        assertThat(GUEST.get("/api/parameters/mine/%2F/p").status()).isEqualTo(404);
        assertThat(GUEST.delete("/api/parameters/mine/%2F/p").status()).isEqualTo(404);
    }

    @Test
    void limitsOfAVirtualHostAreAParameterToo() {
        String one = "/api/parameters/vhost-limits/%2F/limits";
        assertThat(GUEST.put(one, "{\"value\":{\"max-queues\":7}}").status()).isEqualTo(201);
        assertThat(GUEST.get("/api/vhost-limits/%2F").json().toString())
                .isEqualTo("[{\"vhost\":\"/\",\"value\":{\"max-queues\":7}}]");
        assertThat(GUEST.put(one, "{\"value\":{\"max-connections\":8}}").status())
                .isEqualTo(204);
        assertThat(GUEST.get(one).json().path("value").toString()).isEqualTo("{\"max-connections\":8}");
        assertThat(GUEST.put(one, "{\"value\":{\"max-foo\":7}}").reason())
                .isEqualTo("Unrecognised terms ['max-foo'] in limits");
        assertThat(GUEST.put(one, "{\"value\":5}").reason()).isEqualTo("limits are an object, not 5");
        assertThat(GUEST.put("/api/parameters/vhost-limits/%2F/other", "{\"value\":{}}")
                        .reason())
                .isEqualTo("the only parameter of vhost-limits is limits");
        assertThat(SERVER.as("maker", "maker")
                        .put("/api/parameters/vhost-limits/seen/limits", "{\"value\":{}}")
                        .reason())
                .isEqualTo("Not administrator user");
        assertThat(GUEST.delete(one).status()).isEqualTo(204);
        assertThat(GUEST.get(one).status()).isEqualTo(404);
        assertThat(GUEST.get("/api/vhost-limits/%2F").json()).isEmpty();
    }

    @Test
    void aPolicymakerSeesThoseOfWhereItMayEnter() {
        for (String vhost : new String[] {"seen", "hidden"}) {
            GUEST.put("/api/parameters/vhost-limits/" + vhost + "/limits", "{\"value\":{\"max-queues\":7}}");
        }
        ApiClient maker = SERVER.as("maker", "maker");
        assertThat(maker.get("/api/parameters/vhost-limits").json().findValuesAsText("vhost"))
                .containsExactly("seen");
        assertThat(maker.get("/api/parameters/vhost-limits/seen/limits").status())
                .isEqualTo(200);
        assertThat(maker.get("/api/parameters/vhost-limits/hidden").status()).isEqualTo(401);
        assertThat(maker.put("/api/parameters/mine/seen/p", BODY).status()).isEqualTo(400);
        assertThat(maker.put("/api/parameters/mine/hidden/p", BODY).status()).isEqualTo(401);
        assertThat(maker.delete("/api/parameters/vhost-limits/seen/limits").reason())
                .isEqualTo("Not administrator user");
        assertThat(maker.delete("/api/parameters/vhost-limits/hidden/limits").status())
                .isEqualTo(401);
    }

    @Test
    void parametersAreForPolicymakers() {
        ApiClient manager = SERVER.as("manager", "manager");
        assertThat(manager.get("/api/parameters").reason()).isEqualTo("Not policymaker user");
        assertThat(manager.put("/api/parameters/vhost-limits/seen/limits", BODY).status())
                .isEqualTo(401);
        assertThat(manager.get("/api/global-parameters").status()).isEqualTo(401);
        assertThat(manager.put("/api/global-parameters/x", BODY).status()).isEqualTo(401);
        assertThat(manager.delete("/api/global-parameters/x").status()).isEqualTo(401);
    }

    @Test
    void aGlobalParameterThatIsNoneIsRefused() {
        String one = "/api/global-parameters/bad";
        String longKey = "k".repeat(256);
        assertThat(GUEST.put(one, "{\"value\":{\"" + longKey + "\":1}}").reason())
                .startsWith("the name of a field has at most 255 octets");
        assertThat(GUEST.put(one, "{\"value\":\"" + "x".repeat(70_000) + "\"}").reason())
                .isEqualTo("the value of a parameter has at most 65536 octets");
        assertThat(GUEST.get(one).status()).isEqualTo(404);
    }

    @Test
    void aGlobalParameterIsKeptShownAndDeleted() {
        String one = "/api/global-parameters/g";
        String shown = "{\"name\":\"g\",\"value\":{\"a\":[1,2.5,null,\"x\",true]}}";
        assertThat(GUEST.put(one, BODY).status()).isEqualTo(201);
        assertThat(GUEST.put(one, BODY).status()).isEqualTo(204);
        assertThat(GUEST.get(one).json().toString()).isEqualTo(shown);
        assertThat(GUEST.get("/api/global-parameters?name=g").json().toString()).isEqualTo("[" + shown + "]");
        assertThat(GUEST.put(one, "{}").reason()).isEqualTo("[{key_missing,value}]");
        assertThat(GUEST.delete(one).status()).isEqualTo(204);
        assertThat(GUEST.delete(one).status()).isEqualTo(404);
        assertThat(GUEST.get(one).status()).isEqualTo(404);
    }

    @Test
    void theClusterIsCalledAsConfiguredUntilItIsRenamed() {
        assertThat(GUEST.get("/api/cluster-name").json().toString()).isEqualTo("{\"name\":\"leveret\"}");
        assertThat(GUEST.put("/api/cluster-name", "{\"name\":\"north\"}").status())
                .isEqualTo(204);
        assertThat(SERVER.as("manager", "manager")
                        .get("/api/cluster-name")
                        .json()
                        .path("name")
                        .asText())
                .isEqualTo("north");
        assertThat(GUEST.get("/api/global-parameters/cluster_name")
                        .json()
                        .path("value")
                        .asText())
                .isEqualTo("north");
        assertThat(GUEST.put("/api/cluster-name", "{}").reason()).isEqualTo("[{key_missing,name}]");
        assertThat(GUEST.put("/api/cluster-name", "{\"name\":3}").reason()).isEqualTo("name is a string, not 3");
        assertThat(GUEST.put("/api/global-parameters/cluster_name", "{\"value\":3}")
                        .status())
                .isEqualTo(400);
        assertThat(SERVER.as("maker", "maker")
                        .put("/api/cluster-name", "{\"name\":\"x\"}")
                        .reason())
                .isEqualTo("Not administrator user");
        assertThat(GUEST.delete("/api/global-parameters/cluster_name").status()).isEqualTo(204);
        assertThat(GUEST.get("/api/cluster-name").json().path("name").asText()).isEqualTo("leveret");
    }

    @Test
    void operatorsPoliciesAreAmongThemAsInRabbitmq() {
        String body = "{\"pattern\":\"^q\",\"definition\":{\"max-length\":5},\"apply-to\":\"queues\"}";
        assertThat(GUEST.put("/api/operator-policies/%2F/top", body).status()).isEqualTo(201);

        assertThat(GUEST.get("/api/parameters/operator_policy").json().toString())
                .isEqualTo("[{\"value\":{\"pattern\":\"^q\",\"apply-to\":\"queues\",\"definition\":{\"max-length\":5},"
                        + "\"priority\":0},\"vhost\":\"/\",\"component\":\"operator_policy\",\"name\":\"top\"}]");
        GUEST.delete("/api/operator-policies/%2F/top");
    }
}
