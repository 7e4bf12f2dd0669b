package io.leveret.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leveret.management.broker.ManagementLoop;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {
    private static final int LARGE = 1 << 20;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void end() {
        vertx.close().await();
    }

    @Test
    void oneTooManyIsClosedAtOnceAndHasRoomWhenAnotherIsGone() throws IOException {
        int port = serve(new OpenConnections.Bounds(1, 60_000));
        try (RawClient first = new RawClient(port)) {
            assertThat(first.head("GET /small", "").readUntil("small")).startsWith("HTTP/1.1 200 ");
            try (RawClient second = new RawClient(port)) {
                assertThat(second.readUntil("never")).isEmpty();
            }
        }
        await().untilAsserted(() -> {
            try (RawClient third = new RawClient(port)) {
                assertThat(third.head("GET /small", "").readUntil("small")).startsWith("HTTP/1.1 200 ");
            }
        });
    }

    @Test
    void whoAsksNothingIsClosed() throws IOException {
        int port = serve(new OpenConnections.Bounds(10, 300));
        try (RawClient silent = new RawClient(port);
                RawClient half = new RawClient(port);
                RawClient answered = new RawClient(port)) {
            half.send("GET /small HTTP/1.1\r\nHost: ");
            answered.head("GET /small", "").readUntil("small");

            assertThat(silent.readUntil("never")).isEmpty();
            assertThat(half.readUntil("never")).isEmpty();
            assertThat(answered.readUntil("never")).isEmpty();
        }
    }

    @Test
    void whoSendsAHeaderOctetByOctetIsClosed() throws IOException {
        int port = serve(new OpenConnections.Bounds(10, 500));
        try (RawClient slow = new RawClient(port)) {
            slow.send("GET /small HTTP/1.1\r\nHost: ");
            long timer = vertx.setPeriodic(50, sent -> sendOctet(slow));
            assertThat(slow.readToTheEnd()).isTrue();
            vertx.cancelTimer(timer);
        }
        assertThat(asked.get()).isZero();
    }

    private static void sendOctet(RawClient client) {
        try {
            client.send("x");
        } catch (IOException e) {
            // closed: that is what it is for
        }
    }

    @Test
    void whoWaitsForAnAnswerIsNotClosed() throws IOException {
        int port = serve(new OpenConnections.Bounds(10, 300));
        try (RawClient client = new RawClient(port)) {
            assertThat(client.head("GET /slow", "").readUntil("slow")).endsWith("slow");
        }
    }

    @Test
    void whoDoesNotReadGetsNoMoreAnswersMade() throws IOException {
        int port = serve(new OpenConnections.Bounds(10, 60_000));
        try (RawClient client = new RawClient(port)) {
            client.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(100));
            await().until(() -> asked.get() > 0);

            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            assertThat(asked.get()).isLessThan(20);

            client.head("GET /small", "Connection: close\r\n");
            assertThat(client.readToTheEnd()).isTrue();
            assertThat(asked.get()).as("it goes on when they are read").isEqualTo(100);
        }
    }

    private int serve(OpenConnections.Bounds bounds) {
        OpenConnections connections =
                new OpenConnections("test", new ManagementLoop(vertx.getOrCreateContext()), bounds);
        Router router = Router.router(vertx);
        router.route().handler(connections);
        router.get("/small").handler(context -> context.response().end("small"));
        router.get("/slow")
                .handler(context ->
                        vertx.setTimer(1_000, due -> context.response().end("slow")));
        router.get("/large").handler(context -> {
            asked.incrementAndGet();
            context.response().end("x".repeat(LARGE));
        });
        HttpServer server = vertx.createHttpServer(ManagementServer.options())
                .connectionHandler(connections::opened)
                .requestHandler(router);
        return server.listen(0, "127.0.0.1").await().actualPort();
    }
}
