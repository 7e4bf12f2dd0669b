package io.leveret.management.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.NamePattern;
import io.leveret.core.access.Permissions;
import io.leveret.management.ApiClient;
import io.leveret.management.ApiClient.Response;
import io.leveret.management.TestServer;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BindingTest {
    private static final TestServer SERVER = new TestServer();
    private static final String TO_QUEUE = "/api/bindings/%2F/e/x/q/q";
    private static final String TO_EXCHANGE = "/api/bindings/%2F/e/x/e/y";

    private final ApiClient guest = SERVER.guest();

    @BeforeAll
    static void declare() {
        SERVER.guest().put("/api/exchanges/%2F/x", "{}");
        SERVER.guest().put("/api/exchanges/%2F/y", "{}");
        SERVER.guest().put("/api/queues/%2F/q", "{}");
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static String location(Response made) {
        assertThat(made.status()).isEqualTo(201);
        return made.raw().headers().firstValue("location").orElseThrow();
    }

    @Test
    void aBindingIsMadeFoundAndDeletedByItsLocation() {
        for (String key : new String[] {"", "k", "*.a.#", "a.b/c ~%", "%7E", "a+b", "ü"}) {
            for (String arguments : new String[] {"{}", "{\"x\":1,\"y\":\"z\"}"}) {
                Response made =
                        guest.post(TO_QUEUE, "{\"routing_key\":\"" + key + "\",\"arguments\":" + arguments + "}");
                String path = URI.create(TO_QUEUE).resolve(location(made)).toString();

                Response shown = guest.get(path);
                assertThat(shown.json().path("routing_key").asText()).as(path).isEqualTo(key);
                assertThat(shown.json().path("arguments")).hasToString(arguments);
                assertThat(guest.delete(path).status()).as(path).isEqualTo(204);
                assertThat(guest.get(path).status()).isEqualTo(404);
                assertThat(guest.delete(path).status()).isEqualTo(404);
            }
        }
    }

    @Test
    void aBindingIsShownAsRabbitMqShowsIt() {
        Response made = guest.post(TO_EXCHANGE, "{\"routing_key\":\"z\"}");

        assertThat(location(made)).isEqualTo("y/z");
        assertThat(guest.get(TO_EXCHANGE + "/z").json())
                .hasToString(
                        "{\"source\":\"x\",\"vhost\":\"/\",\"destination\":\"y\",\"destination_type\":\"exchange\","
                                + "\"routing_key\":\"z\",\"arguments\":{},\"properties_key\":\"z\"}");
    }

    @Test
    void aBodyIsNotNeeded() {
        assertThat(location(guest.post(TO_EXCHANGE, null))).isEqualTo("y/~");
        assertThat(guest.delete(TO_EXCHANGE + "/~").status()).isEqualTo(204);
    }

    @Test
    void theLocationIsThatOfRabbitMq() {
        Response made = guest.post(TO_QUEUE, "{\"routing_key\":\"a.b/c ~%\"}");

        assertThat(location(made)).isEqualTo("q/a.b%252Fc%2B%257E%2525");
    }

    @Test
    void whatIsNotThereCannotBeBound() {
        Response noQueue = guest.post("/api/bindings/%2F/e/x/q/none", "{}");
        Response noExchange = guest.post("/api/bindings/%2F/e/none/q/q", "{}");

        assertThat(noQueue.status()).isEqualTo(404);
        assertThat(noQueue.json()).hasToString("{\"error\":\"not_found\",\"reason\":\"no queue 'none' in vhost '/'\"}");
        assertThat(noExchange.status()).isEqualTo(404);
        assertThat(noExchange.reason()).isEqualTo("no exchange 'none' in vhost '/'");
        assertThat(guest.get("/api/bindings/%2F/e/none/q/none/x").status()).isEqualTo(404);
        assertThat(guest.get("/api/bindings/nov/e/none/q/none/x").status()).isEqualTo(404);
    }

    @Test
    void theDefaultExchangeIsBoundAsItIs() {
        String path = "/api/bindings/%2F/e/amq.default/q/q";

        assertThat(guest.post(path, "{}").status()).isEqualTo(401);
        assertThat(guest.post(path, "{}").reason())
                .isEqualTo("ACCESS_REFUSED - operation not permitted on the default exchange");
        assertThat(guest.get(path + "/q").json().path("source").asText()).isEmpty();
        assertThat(guest.delete(path + "/q").status()).isEqualTo(401);
    }

    @Test
    void aRoutingKeyThatIsTooLongIsRefused() {
        Response refused = guest.post(TO_QUEUE, "{\"routing_key\":\"" + "k".repeat(256) + "\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.reason()).isEqualTo("routing_key should be less than 255 bytes, actually was 256");
    }

    @Test
    void bindingNeedsRightsOnBothEnds() {
        SERVER.broker().addUser("reader", "management");
        SERVER.broker()
                .permit("reader", "/", new Permissions(NamePattern.of(""), NamePattern.of(""), NamePattern.of("^x$")));

        Response refused = SERVER.as("reader", "reader").post(TO_QUEUE, "{}");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.reason())
                .isEqualTo("ACCESS_REFUSED - write access to queue 'q' in vhost '/' refused for user 'reader'");
    }
}
