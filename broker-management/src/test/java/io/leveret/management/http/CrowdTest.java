package io.leveret.management.http;

import static io.leveret.management.RawClient.GUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leveret.management.ApiClient;
import io.leveret.management.RawClient;
import io.leveret.management.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What many clients at the same time may make the server hold. */
class CrowdTest {
    private static final int LARGE = 1 << 20;

    private final TestServer server = new TestServer();
    private final ApiClient guest = server.guest();
    private final List<RawClient> crowd = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        leave();
        server.close();
    }

    private void leave() throws IOException {
        for (RawClient client : crowd) {
            client.close();
        }
    }

    private RawClient client() throws IOException {
        RawClient client = new RawClient(server.port());
        crowd.add(client);
        return client;
    }

    @Test
    void answersThatNobodyReadsAreBounded() throws IOException {
        guest.put("/api/queues/%2F/q", "{}");
        String payload = "x".repeat(700_000);
        for (int i = 0; i < 20; i++) {
            guest.post(
                    "/api/exchanges/%2F/amq.default/publish",
                    "{\"routing_key\":\"q\",\"properties\":{},\"payload\":\"" + payload
                            + "\",\"payload_encoding\":\"string\"}");
        }
        String get = "{\"count\":20,\"ackmode\":\"ack_requeue_true\",\"encoding\":\"auto\"}";

        await().pollInterval(Duration.ofMillis(200)).until(() -> {
            client().head("POST /api/queues/%2F/q/get", GUEST + "Content-Length: " + get.length() + "\r\n")
                    .send(get);
            return guest.get("/api/whoami").status() == 503;
        });
        assertThat(crowd).hasSizeLessThan(20);
        assertThat(guest.get("/api/whoami").reason()).isEqualTo("too many answers wait to be read, try again later");

        leave();
        await().until(() -> guest.get("/api/whoami").status() == 200);
    }

    @Test
    void whoWaitsForAMessageHoldsNoBody() throws IOException {
        guest.put("/api/queues/%2F/q", "{}");
        String body = "x".repeat(LARGE);
        String next = "POST /api/leveret/queues/%2F/q/next?wait=";
        for (int waiting = 16; waiting <= 160; waiting += 16) {
            for (int i = 0; i < 16; i++) {
                client().head(next + 60, GUEST + "Content-Length: " + LARGE + "\r\n")
                        .send(body);
            }
            int all = waiting; // bodies that are still on their way may be too many
            await().until(() ->
                    guest.get("/api/queues/%2F/q").json().path("consumers").asInt() == all);
        }

        RawClient last = client().head(next + 0, GUEST + "Content-Length: " + LARGE + "\r\n")
                .send(body);

        assertThat(last.readUntil("\r\n\r\n"))
                .as("the bodies of 160 that wait are more than may be held")
                .startsWith("HTTP/1.1 204 ");
    }
}
