package io.leveret.dist;

import static io.leveret.dist.OAuthIT.ALL;
import static io.leveret.dist.OAuthIT.TOKENS;
import static io.leveret.dist.OAuthIT.factory;
import static io.leveret.dist.OAuthIT.tokenFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.ConnectionFactory;
import io.leveret.dist.oauth.TestIssuer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Management by who logs in with a token, and what wrong tokens cost. */
@Timeout(120)
class OAuthManagementIT {
    @TempDir
    private Path data;

    @TempDir
    private Path files;

    private TestIssuer issuer;

    @BeforeEach
    void startIssuer() throws Exception {
        issuer = TestIssuer.start(files);
        issuer.serve(OAuthIT.KEYS, TOKENS.jwks());
    }

    @AfterEach
    void stopIssuer() {
        issuer.close();
    }

    private TestBroker start(String... more) {
        return OAuthIT.start(data, issuer, more);
    }

    private static HttpResponse<String> get(TestBroker broker, String path, String authorization) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + broker.managementPort() + path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void managementTakesTokensToo() throws Exception {
        try (TestBroker broker = start()) {
            String administrator = TOKENS.token("rabbitmq.tag:administrator", "rabbitmq.read:other/*");
            HttpResponse<String> whoami = get(broker, "/api/whoami", "Bearer " + administrator);
            assertThat(whoami.statusCode()).isEqualTo(200);
            assertThat(whoami.body()).contains("\"name\":\"kim\"").contains("\"administrator\"");
            assertThat(get(broker, "/api/users", "Bearer " + administrator).statusCode())
                    .isEqualTo(200);
            assertThat(get(broker, "/api/whoami", basic("x", administrator)).statusCode())
                    .isEqualTo(200);

            String manager = TOKENS.token("rabbitmq.tag:management", "rabbitmq.read:other/*");
            assertThat(get(broker, "/api/vhosts", "Bearer " + manager).body())
                    .contains("\"name\":\"other\"")
                    .doesNotContain("\"name\":\"/\"");
            assertThat(get(broker, "/api/users", "Bearer " + manager).statusCode())
                    .isEqualTo(401);
            assertThat(get(broker, "/api/whoami", "Bearer " + TOKENS.token("rabbitmq.read:*/*"))
                            .statusCode())
                    .as("no tag")
                    .isEqualTo(401);
            assertThat(get(broker, "/api/whoami", "Bearer " + tokenFor(-1, "kim", ALL))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(get(broker, "/api/whoami", "Bearer guest").statusCode()).isEqualTo(401);
            assertThat(get(broker, "/api/auth", "").body()).isEqualTo("{\"oauth_enabled\":false}");
        }
    }

    private static int putQueue(TestBroker broker, String vhost, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + broker.managementPort() + "/api/queues/" + vhost + "/mine-1"))
                .header("Authorization", "Bearer " + token)
                .PUT(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void whatIsChangedOverHttpNeedsTheSameScopes() throws Exception {
        try (TestBroker broker = start()) {
            String token = TOKENS.token("rabbitmq.tag:management", "rabbitmq.configure:other/mine-*");
            assertThat(putQueue(broker, "other", token)).isEqualTo(201);
            assertThat(putQueue(broker, "%2F", token)).isEqualTo(401);
            String reader = TOKENS.token("rabbitmq.tag:management", "rabbitmq.read:other/*");
            assertThat(putQueue(broker, "other", reader)).isEqualTo(401);
        }
    }

    @Test
    void wrongTokensSlowDownTheirAddress() throws Exception {
        try (TestBroker broker = start("leveret.logins.slow-after=3", "leveret.logins.longest-delay=4 s")) {
            String wrong = tokenFor(-1, "kim", ALL);
            assertThatThrownBy(() -> factory(broker, wrong).newConnection())
                    .isInstanceOf(AuthenticationFailureException.class);
            for (int i = 0; i < 3; i++) {
                assertThat(get(broker, "/api/whoami", "Bearer " + wrong).statusCode())
                        .isEqualTo(401);
            }
            long began = System.nanoTime();
            assertThat(get(broker, "/api/whoami", "Bearer " + TOKENS.token(ALL)).statusCode())
                    .isEqualTo(200);
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isGreaterThanOrEqualTo(1_000);

            ConnectionFactory elsewhere = factory(broker, TOKENS.token(ALL));
            elsewhere.setSocketConfigurator(socket -> socket.bind(new InetSocketAddress("127.0.0.2", 0)));
            elsewhere.newConnection().close();
        }
    }
}
