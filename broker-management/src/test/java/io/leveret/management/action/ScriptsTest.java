package io.leveret.management.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leveret.core.view.QueueView;
import io.leveret.management.ApiClient;
import io.leveret.management.ApiClient.Response;
import io.leveret.management.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Publishing and taking messages as they are, for scripts. */
class ScriptsTest {
    private static final TestServer SERVER = new TestServer();
    private static final String PUBLISH = "/api/leveret/publish/%2F/amq.default/q";
    private static final String NEXT = "/api/leveret/queues/%2F/q/next";
    private static final String DELIVERIES = "/api/leveret/deliveries/";

    private final ApiClient guest = SERVER.guest();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @BeforeEach
    void emptyQueue() {
        guest.delete("/api/queues/%2F/q");
        guest.put("/api/queues/%2F/q", "{}");
    }

    private static String body(Response answer) {
        return new String(answer.raw().body(), StandardCharsets.UTF_8);
    }

    private static String header(Response answer, String name) {
        return answer.raw().headers().firstValue(name).orElse(null);
    }

    private static QueueView queue() {
        CompletableFuture<QueueView> seen = new CompletableFuture<>();
        SERVER.broker().core("/").reader().queue("q", seen::complete);
        return seen.join();
    }

    private static void awaitLengths(int ready, int unacked) {
        await().untilAsserted(() -> {
            assertThat(queue().lengths().ready()).isEqualTo(ready);
            assertThat(queue().lengths().unacked()).isEqualTo(unacked);
        });
    }

    @Test
    void aMessageIsTheBodyAndItsPropertiesAreHeaders() {
        Response published = guest.send(
                "POST",
                PUBLISH,
                "hello",
                "Content-Type",
                "text/x-test",
                "Leveret-Expiration",
                "60000",
                "Leveret-Priority",
                "7",
                "Leveret-Message-Id",
                "m1",
                "Leveret-Correlation-Id",
                "c1",
                "leveret-header-kind",
                "big");
        assertThat(published.json()).hasToString("{\"routed\":true}");

        Response next = guest.post(NEXT + "?ack=auto", null);

        assertThat(next.status()).isEqualTo(200);
        assertThat(body(next)).isEqualTo("hello");
        assertThat(header(next, "Content-Type")).isEqualTo("text/x-test");
        assertThat(header(next, "Leveret-Redelivered")).isEqualTo("false");
        assertThat(header(next, "Leveret-Exchange")).isEmpty();
        assertThat(header(next, "Leveret-Routing-Key")).isEqualTo("q");
        assertThat(header(next, "Leveret-Delivery")).isNull();
        assertThat(header(next, "Leveret-Properties"))
                .isEqualTo("{\"content_type\":\"text/x-test\",\"headers\":{\"kind\":\"big\"},\"delivery_mode\":2,"
                        + "\"priority\":7,\"correlation_id\":\"c1\",\"expiration\":\"60000\",\"message_id\":\"m1\"}");
        awaitLengths(0, 0);
    }

    @Test
    void aBodyIsTakenAsItIsWhateverItsTypeSays() {
        String body = "100% sure & more=%zz&".repeat(2000);
        for (String type : new String[] {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x"}) {
            assertThat(guest.send("POST", PUBLISH, body, "Content-Type", type).json())
                    .hasToString("{\"routed\":true}");

            assertThat(body(guest.post(NEXT + "?ack=auto", null))).isEqualTo(body);
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        assertThat(guest.post(PUBLISH, "x".repeat((1 << 20) + 1)).status()).isEqualTo(413);
        assertThat(guest.post(PUBLISH, "x".repeat(1 << 20)).status()).isEqualTo(200);
    }

    @Test
    void publishesSayWhetherTheyWereRouted() {
        assertThat(guest.post("/api/leveret/publish/%2F/amq.default/none", "x").json())
                .hasToString("{\"routed\":false}");
        guest.post("/api/bindings/%2F/e/amq.fanout/q/q", "{}");
        assertThat(guest.post("/api/leveret/publish/%2F/amq.fanout", "x").json())
                .hasToString("{\"routed\":true}");
        assertThat(guest.post("/api/leveret/publish/%2F/none/k", "x").reason())
                .isEqualTo("404 NOT_FOUND - no exchange 'none' in vhost '/'");
    }

    @Test
    void headersThatMakeNoSenseAreRefused() {
        assertThat(guest.send("POST", PUBLISH, "x", "Leveret-Priority", "high").status())
                .isEqualTo(400);
        assertThat(guest.send("POST", PUBLISH, "x", "Leveret-Persistent", "maybe")
                        .status())
                .isEqualTo(400);
        assertThat(guest.send("POST", PUBLISH, "x", "Leveret-Expiration", "soon")
                        .reason())
                .startsWith("406 PRECONDITION_FAILED - invalid expiration 'soon'");
    }

    @Test
    void aMessageMayBeTransient() {
        guest.send("POST", PUBLISH, "x", "Leveret-Persistent", "false");

        assertThat(header(guest.post(NEXT, null), "Leveret-Properties")).contains("\"delivery_mode\":1");
    }

    @Test
    void anEmptyQueueIs204() {
        assertThat(guest.post(NEXT, null).status()).isEqualTo(204);
        assertThat(guest.post(NEXT + "?wait=1", null).status()).isEqualTo(204);
        assertThat(guest.post("/api/leveret/queues/%2F/none/next", null).status())
                .isEqualTo(404);
        assertThat(guest.post("/api/leveret/queues/%2F/none/next?wait=5", null).reason())
                .isEqualTo("no queue 'none' in vhost '/'");
        assertThat(guest.post(NEXT + "?wait=61", null).status()).isEqualTo(400);
        assertThat(guest.post(NEXT + "?ack=never", null).status()).isEqualTo(400);
    }

    @Test
    void aRequestWaitsForTheNextMessage() {
        CompletableFuture<Response> waiting = CompletableFuture.supplyAsync(() -> guest.post(NEXT + "?wait=20", null));
        await().untilAsserted(() -> assertThat(consumers()).isEqualTo(1));

        guest.post(PUBLISH, "first");
        guest.post(PUBLISH, "second");

        Response came = waiting.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(body(came)).isEqualTo("first");
        awaitLengths(1, 1);
        assertThat(consumers()).isZero();
    }

    @Test
    void aClientThatGoesAwayWaitsNoLonger() throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), SERVER.port())) {
            String request = "POST " + NEXT + "?wait=20 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
                    + "Authorization: Basic Z3Vlc3Q6Z3Vlc3Q=\r\n\r\n";
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            await().untilAsserted(() -> assertThat(consumers()).isEqualTo(1));
        }

        await().untilAsserted(() -> assertThat(consumers()).isZero());
        guest.post(PUBLISH, "x");
        awaitLengths(1, 0);
    }

    @Test
    void aQueueThatIsDeletedIsWaitedForNoLonger() {
        CompletableFuture<Response> waiting = CompletableFuture.supplyAsync(() -> guest.post(NEXT + "?wait=20", null));
        await().untilAsserted(() -> assertThat(consumers()).isEqualTo(1));

        guest.delete("/api/queues/%2F/q");

        assertThat(waiting.orTimeout(10, TimeUnit.SECONDS).join().status()).isEqualTo(404);
    }

    @Test
    void manyRequestsMayWaitWhileOthersAreAnswered() {
        ApiClient operator = SERVER.operator(); // whose password need not be checked 300 times
        List<CompletableFuture<Response>> waiting = new ArrayList<>();
        for (int round = 1; round <= 3; round++) { // only so many may be on their way at once
            int waiters = 100 * round;
            for (int i = 0; i < 100; i++) {
                waiting.add(operator.sendAsync("POST", NEXT + "?wait=20"));
            }
            await().untilAsserted(() -> assertThat(consumers()).isEqualTo(waiters));
        }

        guest.delete("/api/queues/%2F/q");

        waiting.forEach(answer -> assertThat(
                        answer.orTimeout(10, TimeUnit.SECONDS).join().status())
                .isEqualTo(404));
    }

    private static int consumers() {
        return queue().lengths().consumers();
    }

    @Test
    void anAckedMessageIsGone() {
        guest.post(PUBLISH, "x");
        String token = header(guest.post(NEXT, null), "Leveret-Delivery");
        awaitLengths(0, 1);

        assertThat(guest.post(DELIVERIES + token + "/ack", null).status()).isEqualTo(204);

        awaitLengths(0, 0);
        assertThat(guest.post(DELIVERIES + token + "/ack", null).status()).isEqualTo(404);
        assertThat(guest.post(DELIVERIES + "unknown/ack", null).status()).isEqualTo(404);
    }

    @Test
    void aRejectedMessageGoesBackUnlessToldOtherwise() {
        guest.post(PUBLISH, "x");
        String token = header(guest.post(NEXT, null), "Leveret-Delivery");
        assertThat(guest.post(DELIVERIES + token + "/reject?requeue=perhaps", null)
                        .status())
                .isEqualTo(400);
        assertThat(guest.post(DELIVERIES + token + "/reject", null).status()).isEqualTo(204);
        awaitLengths(1, 0);

        Response again = guest.post(NEXT + "?wait=1", null);
        assertThat(header(again, "Leveret-Redelivered")).isEqualTo("true");
        String second = header(again, "Leveret-Delivery");
        assertThat(guest.post(DELIVERIES + second + "/reject?requeue=false", null)
                        .status())
                .isEqualTo(204);
        awaitLengths(0, 0);
    }

    @Test
    void anotherUserCannotSettle() {
        SERVER.broker().addUser("other", "administrator");
        guest.post(PUBLISH, "x");
        String token = header(guest.post(NEXT, null), "Leveret-Delivery");

        assertThat(SERVER.as("other", "other")
                        .post(DELIVERIES + token + "/ack", null)
                        .status())
                .isEqualTo(404);
        awaitLengths(0, 1);
    }

    @Test
    void whatCannotBeInAHeaderIsEncoded() {
        guest.post("/api/bindings/%2F/e/amq.fanout/q/q", "{}");
        guest.post(
                "/api/exchanges/%2F/amq.fanout/publish",
                "{\"routing_key\":\"a\\r\\nX-Evil: ü\",\"properties\":{\"content_type\":\"text/plain\\r\\nX-Evil: 1\"},"
                        + "\"payload\":\"x\",\"payload_encoding\":\"string\"}");

        Response next = guest.post(NEXT + "?ack=auto", null);

        assertThat(header(next, "X-Evil")).isNull();
        assertThat(header(next, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(next, "Leveret-Routing-Key")).isEqualTo("a%0D%0AX-Evil:%20%C3%BC");
    }
}
