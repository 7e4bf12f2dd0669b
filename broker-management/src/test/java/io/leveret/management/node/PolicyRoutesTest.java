package io.leveret.management.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.Permissions;
import io.leveret.management.ApiClient;
import io.leveret.management.ApiClient.Response;
import io.leveret.management.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Policies of both layers. */
class PolicyRoutesTest {
    private static final TestServer SERVER = new TestServer();
    private static final ApiClient GUEST = SERVER.guest();
    private static final String BODY = "{\"pattern\":\"^q\",\"definition\":{\"max-length\":5}}";

    @BeforeAll
    static void objects() {
        SERVER.broker().addUser("manager", "management");
        SERVER.broker().addUser("maker", "policymaker");
        GUEST.put("/api/vhosts/seen", null);
        GUEST.put("/api/vhosts/hidden", null);
        SERVER.broker().permit("maker", "seen", Permissions.NONE);
        SERVER.broker().permit("manager", "seen", Permissions.NONE);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aPolicyIsPutShownAndDeleted() {
        String one = "/api/policies/%2F/p";
        String shown =
                "{\"vhost\":\"/\",\"name\":\"p\",\"pattern\":\"^q\",\"apply-to\":\"queues\",\"definition\":{\"max-length\":5},"
                        + "\"priority\":3}";
        assertThat(GUEST.put(one, BODY).status()).isEqualTo(201);
        assertThat(GUEST.get(one).json().path("apply-to").asText()).isEqualTo("all");
        assertThat(GUEST.put(
                                one,
                                "{\"pattern\":\"^q\",\"definition\":{\"max-length\":5},\"apply-to\":\"queues\",\"priority\":3}")
                        .status())
                .isEqualTo(204);
        assertThat(GUEST.get(one).json().toString()).isEqualTo(shown);
        assertThat(GUEST.get("/api/policies/%2F").json().toString()).isEqualTo("[" + shown + "]");
        assertThat(GUEST.get("/api/policies?name=p").json().toString()).contains(shown);
        assertThat(GUEST.get("/api/operator-policies/%2F").json()).isEmpty();
        assertThat(GUEST.delete(one).status()).isEqualTo(204);
        assertThat(GUEST.delete(one).status()).isEqualTo(404);
        assertThat(GUEST.get(one).status()).isEqualTo(404);
    }

    @Test
    void anOperatorPolicyIsOneOfItsOwn() {
        String one = "/api/operator-policies/%2F/o";
        assertThat(GUEST.put(one, BODY).status()).isEqualTo(201);
        assertThat(GUEST.put(one, BODY).status()).isEqualTo(204);
        assertThat(GUEST.get("/api/operator-policies").json()).hasSize(1);
        assertThat(GUEST.get("/api/policies/%2F/o").status()).isEqualTo(404);
        assertThat(GUEST.put(one, "{\"pattern\":\"^q\",\"definition\":{\"dead-letter-exchange\":\"a\"}}")
                        .reason())
                .isEqualTo("Validation failed\n\n[{<<\"dead-letter-exchange\">>,<<\"a\">>}]"
                        + " are not recognised policy settings\n");
        assertThat(GUEST.delete(one).status()).isEqualTo(204);
        assertThat(GUEST.get(one).status()).isEqualTo(404);
    }

    private static String refused(String body) {
        Response answer = GUEST.put("/api/policies/%2F/bad", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).isEqualTo("bad_request");
        return answer.reason();
    }

    @Test
    void aPolicyThatMakesNoSenseIsRefused() {
        assertThat(refused("{\"pattern\":\"^no\"}")).isEqualTo("[{key_missing,definition}]");
        assertThat(refused("{\"definition\":{}}")).isEqualTo("[{key_missing,pattern}]");
        assertThat(refused("{\"pattern\":\"(\",\"definition\":{\"max-length\":5}}"))
                .startsWith("pattern of policy 'bad'");
        assertThat(refused("{\"pattern\":\"a\",\"definition\":{\"foo\":5}}"))
                .isEqualTo("Validation failed\n\n[{<<\"foo\">>,5}] are not recognised policy settings\n");
        assertThat(refused("{\"pattern\":\"a\",\"definition\":{\"f\":[1,\"a\",null],\"e\":{\"k\":1.5}}}"))
                .contains("\n[{<<\"f\">>,[1,<<\"a\">>,null]},{<<\"e\">>,#{<<\"k\">> => 1.5}}] are not");
        assertThat(refused("{\"pattern\":\"a\",\"definition\":{}}")).isEqualTo("a policy defines at least one key");
        assertThat(refused("{\"pattern\":\"a\",\"definition\":5}")).isEqualTo("definition is an object, not 5");
        assertThat(refused("{\"pattern\":5,\"definition\":{}}")).isEqualTo("pattern is a string, not 5");
        assertThat(refused("{\"pattern\":\"a\",\"definition\":{\"max-length\":5},\"priority\":\"a\"}"))
                .isEqualTo("priority is a whole number, not \"a\"");
        assertThat(refused("{\"pattern\":\"a\",\"definition\":{\"max-length\":5},\"apply-to\":\"a\"}"))
                .startsWith("apply-to is one of all, queues");
        assertThat(GUEST.put("/api/policies/nowhere/p", BODY).json().toString())
                .isEqualTo("{\"error\":\"not_found\",\"reason\":\"vhost_not_found\"}");
        assertThat(GUEST.get("/api/policies/nowhere").status()).isEqualTo(404);
        assertThat(GUEST.delete("/api/policies/nowhere/p").status()).isEqualTo(404);
    }

    @Test
    void aPolicymakerChangesThemWhereItMayEnter() {
        ApiClient maker = SERVER.as("maker", "maker");
        assertThat(maker.put("/api/policies/seen/m", BODY).status()).isEqualTo(201);
        assertThat(maker.put("/api/policies/hidden/m", BODY).reason())
                .isEqualTo("User not authorised to access virtual host");
        assertThat(maker.put("/api/operator-policies/seen/m", BODY).reason()).isEqualTo("Not administrator user");
        assertThat(maker.delete("/api/operator-policies/seen/m").status()).isEqualTo(401);
        ApiClient manager = SERVER.as("manager", "manager");
        assertThat(manager.put("/api/policies/seen/m", BODY).reason()).isEqualTo("Not policymaker user");
        assertThat(manager.delete("/api/policies/seen/m").status()).isEqualTo(401);
        assertThat(manager.get("/api/policies").json()).hasSize(1);
        assertThat(manager.get("/api/policies/hidden").status()).isEqualTo(401);
        assertThat(maker.delete("/api/policies/seen/m").status()).isEqualTo(204);
    }

    @Test
    void whatAPolicyWouldBeForIsToldBefore() {
        String match = "/api/leveret/policies/%2F/match";
        assertThat(GUEST.post(match, "{\"pattern\":\"^amq.to\",\"apply-to\":\"all\"}")
                        .json()
                        .toString())
                .isEqualTo("{\"queues\":[],\"queue_count\":0,\"exchanges\":[\"amq.topic\"],\"exchange_count\":1}");
        assertThat(GUEST.post(match, "{\"pattern\":\"^amq.to\",\"apply-to\":\"queues\"}")
                        .json()
                        .path("exchange_count")
                        .asInt())
                .isZero();
        assertThat(GUEST.post(match, "{}").reason()).isEqualTo("[{key_missing,pattern}]");
        assertThat(GUEST.post(match, "{\"pattern\":\"(\"}").status()).isEqualTo(400);
        assertThat(GUEST.post("/api/leveret/policies/nowhere/match", "{\"pattern\":\"a\"}")
                        .status())
                .isEqualTo(404);
        assertThat(SERVER.as("manager", "manager")
                        .post(match, "{\"pattern\":\"a\"}")
                        .status())
                .isEqualTo(401);
        assertThat(SERVER.as("maker", "maker")
                        .post(match, "{\"pattern\":\"a\"}")
                        .status())
                .isEqualTo(401);
    }
}
