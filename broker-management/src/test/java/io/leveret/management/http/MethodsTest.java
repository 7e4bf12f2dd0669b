package io.leveret.management.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.management.ApiClient;
import io.leveret.management.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MethodsTest {
    private static final TestServer SERVER = new TestServer();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aMethodThatAPathDoesNotHaveIsToldWhichItHas() {
        ApiClient.Response refused = SERVER.guest().delete("/api/overview");

        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.raw().headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
        assertThat(refused.reason()).isEqualTo("DELETE is not allowed here; allowed are GET, HEAD, OPTIONS");
    }

    @Test
    void anEmptyRoutingKeyIsNoBindingToDelete() {
        assertThat(SERVER.guest()
                        .delete("/api/bindings/%2F/e/amq.topic/q/orders/")
                        .status())
                .isEqualTo(405);
    }

    @Test
    void optionsTellsTheMethods() {
        ApiClient.Response told = SERVER.guest().send("OPTIONS", "/api/queues/%2F/orders", null);

        assertThat(told.status()).isEqualTo(200);
        assertThat(told.raw().headers().firstValue("Allow")).hasValue("DELETE, GET, HEAD, OPTIONS, PUT");
    }

    @Test
    void aPathThatIsNotThereIsNotFound() {
        assertThat(SERVER.guest().get("/api/rabbits").status()).isEqualTo(404);
        assertThat(SERVER.guest().send("OPTIONS", "/api/rabbits", null).status())
                .isEqualTo(404);
    }
}
