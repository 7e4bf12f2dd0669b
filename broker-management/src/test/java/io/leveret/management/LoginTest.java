package io.leveret.management;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LoginTest {
    private static final TestServer SERVER = new TestServer();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void whoamiTellsNameAndTags() {
        ApiClient.Response answer = SERVER.guest().get("/api/whoami");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().toString()).isEqualTo("{\"name\":\"guest\",\"tags\":[\"administrator\"]}");
    }

    @Test
    void aWrongPasswordAndAnUnknownUserGetTheSameAnswer() {
        ApiClient.Response wrong = SERVER.as("guest", "wrong").get("/api/whoami");
        ApiClient.Response unknown = SERVER.as("nobody", "wrong").get("/api/whoami");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.json().toString())
                .isEqualTo("{\"error\":\"not_authorized\",\"reason\":\"Login failed\"}")
                .isEqualTo(unknown.json().toString());
        assertThat(wrong.raw().headers().firstValue("www-authenticate")).contains("Basic realm=\"Leveret Management\"");
    }

    @Test
    void thePageIsNotAskedForAPasswordByTheBrowser() {
        ApiClient.Response refused =
                SERVER.as("guest", "wrong").send("GET", "/api/whoami", null, "X-Requested-With", "leveret");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.raw().headers().firstValue("www-authenticate")).isEmpty();
    }

    @Test
    void aUserWithoutATagForManagementIsRefused() {
        SERVER.broker().addUser("app");

        ApiClient.Response refused = SERVER.as("app", "app").get("/api/whoami");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.reason()).isEqualTo("Not management user");
    }

    @Test
    void anUnknownPathIsNotFound() {
        ApiClient.Response answer = SERVER.guest().get("/api/nothing");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().toString()).isEqualTo("{\"error\":\"Object Not Found\",\"reason\":\"Not Found\"}");
    }

    @Test
    void theOperatorsTokenLetsInAsAdministrator() {
        assertThat(SERVER.operator().get("/api/whoami").json().toString())
                .isEqualTo("{\"name\":\"local operator\",\"tags\":[\"administrator\"]}");
    }

    @Test
    void anotherTokenLetsNobodyIn() {
        ApiClient.Response refused =
                ApiClient.withToken(SERVER.port(), "guessed").get("/api/whoami");

        assertThat(refused.status()).isEqualTo(401);
    }
}
