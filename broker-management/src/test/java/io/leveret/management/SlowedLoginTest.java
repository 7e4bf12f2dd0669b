package io.leveret.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlowedLoginTest {
    private static final long DELAY_MILLIS = 300;

    private final TestServer server = new TestServer();
    private final FakePace pace = server.broker().pace();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void rightAndWrongPasswordsWaitAlikeAndOnlyTheRightEndsIt() {
        pace.delayMillis(DELAY_MILLIS);
        long began = System.nanoTime();
        assertThat(server.as("guest", "wrong").get("/api/whoami").status()).isEqualTo(401);
        long wrong = System.nanoTime();
        assertThat(server.guest().get("/api/whoami").status()).isEqualTo(200);
        long right = System.nanoTime();

        assertThat(TimeUnit.NANOSECONDS.toMillis(wrong - began)).isGreaterThanOrEqualTo(DELAY_MILLIS);
        assertThat(TimeUnit.NANOSECONDS.toMillis(right - wrong)).isGreaterThanOrEqualTo(DELAY_MILLIS);
        assertThat(pace.told())
                .containsExactly("wrong guest from 127.0.0.1", "right guest from 127.0.0.1", "in from 127.0.0.1");
    }

    @Test
    void theOperatorsTokenDoesNotWait() {
        pace.delayMillis(60_000);

        assertThat(server.operator().get("/api/whoami").status()).isEqualTo(200);
        assertThat(pace.told()).isEmpty();
    }

    @Test
    void onlySoManyWait() {
        pace.delayMillis(60_000);
        List<CompletableFuture<ApiClient.Response>> waiting = new ArrayList<>();
        ApiClient guessing = server.as("guest", "wrong");
        for (int i = 0; i < 64; i++) { // as many as may be checked at once
            waiting.add(guessing.sendAsync("GET", "/api/whoami"));
        }
        await().untilAsserted(() -> assertThat(pace.told()).hasSize(64));

        ApiClient.Response refused = server.guest().get("/api/whoami");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.reason()).isEqualTo("too many logins are waiting, try again later");
        pace.delayMillis(0);
        assertThat(server.guest().get("/api/whoami").status())
                .as("from an address that is not slowed")
                .isEqualTo(200);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
    }
}
