package io.leveret.management.http;

import static io.leveret.management.RawClient.GUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leveret.management.RawClient;
import io.leveret.management.TestServer;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
    private static final TestServer SERVER = new TestServer();
    private static final String PUBLISH = "POST /api/exchanges/%2F/amq.default/publish";

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private BodyReader bodies;

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @AfterEach
    void end() {
        vertx.close().await();
    }

    @Test
    void whoIsNotLetInIsAnsweredBeforeTheBody() throws IOException {
        try (RawClient client = new RawClient(SERVER.port())) {
            client.head(PUBLISH, "Content-Length: 1000000\r\n");

            assertThat(client.readUntil("Login failed"))
                    .startsWith("HTTP/1.1 401 ")
                    .containsIgnoringCase("connection: close");
            assertThat(client.readToTheEnd()).as("soon it is closed").isTrue();
        }
    }

    @Test
    void whoIsNotLetInIsNotAskedToGoOn() throws IOException {
        try (RawClient client = new RawClient(SERVER.port())) {
            client.head(PUBLISH, "Expect: 100-continue\r\nContent-Length: 10\r\n");

            assertThat(client.readUntil("Login failed")).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void whoIsLetInIsAskedToGoOn() throws IOException {
        try (RawClient client = new RawClient(SERVER.port())) {
            client.head(PUBLISH, GUEST + "Expect: 100-continue\r\nContent-Length: 2\r\n");
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");

            assertThat(client.send("[]").readUntil("not_json")).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void theRestOfARefusedBodyIsReadBeforeTheConnectionEnds() throws IOException {
        try (RawClient client = new RawClient(SERVER.port())) {
            client.head(PUBLISH, "Content-Length: 3000000\r\n").send("x".repeat(3_000_000));

            assertThat(client.readUntil("Login failed")).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWhetherItSaysSoOrNot() throws IOException {
        try (RawClient told = new RawClient(SERVER.port());
                RawClient chunked = new RawClient(SERVER.port())) {
            told.head(PUBLISH, GUEST + "Content-Length: 1048577\r\n");
            chunked.head(PUBLISH, GUEST + "Transfer-Encoding: chunked\r\n")
                    .send("100001\r\n" + "x".repeat(1_048_577) + "\r\n");

            assertThat(told.readUntil("body-size")).startsWith("HTTP/1.1 413 ");
            assertThat(chunked.readUntil("body-size")).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void requestsOneBehindTheOtherAreAnsweredInOrder() throws IOException {
        try (RawClient client = new RawClient(SERVER.port())) {
            client.head(PUBLISH, GUEST + "Content-Length: 2\r\n")
                    .send("[]")
                    .head("GET /api/whoami", GUEST)
                    .head("GET /api/whoami", GUEST + "Connection: close\r\n");

            String all = client.readUntil("never");
            assertThat(all.indexOf("not_json")).isPositive().isLessThan(all.indexOf("administrator"));
            assertThat(all.split("administrator")).hasSize(3);
        }
    }

    @Test
    void allBodiesTogetherAreBounded() throws IOException {
        int port = serve(new BodyReader.Bounds(1000, 1500, 60_000));
        try (RawClient first = new RawClient(port);
                RawClient second = new RawClient(port)) {
            first.head("POST /", "Content-Length: 1000\r\n").send("x".repeat(999));
            await().until(() -> bodies.held() == 999);
            second.head("POST /", "Content-Length: 1000\r\n").send("x".repeat(1000));

            assertThat(second.readUntil("try again later")).startsWith("HTTP/1.1 503 ");
            assertThat(first.send("x").readUntil("read 1000")).startsWith("HTTP/1.1 200 ");
            assertThat(bodies.held()).isZero();
        }
    }

    @Test
    void whoGoesAwayHoldsNothing() throws IOException {
        int port = serve(new BodyReader.Bounds(1000, 1500, 60_000));
        try (RawClient client = new RawClient(port)) {
            client.head("POST /", "Content-Length: 1000\r\n").send("x".repeat(999));
            await().until(() -> bodies.held() == 999);
        }

        await().until(() -> bodies.held() == 0);
    }

    @Test
    void aBodyHasToComeInTime() throws IOException {
        int port = serve(new BodyReader.Bounds(1000, 1500, 1_000));
        try (RawClient client = new RawClient(port)) {
            client.head("POST /", "Content-Length: 1000\r\n").send("x".repeat(999));

            assertThat(client.readUntil("within 1 s")).startsWith("HTTP/1.1 408 ");
            assertThat(bodies.held()).isZero();
        }
    }

    private int serve(BodyReader.Bounds bounds) {
        bodies = new BodyReader(new ManagementLoop(vertx.getOrCreateContext()), bounds);
        Router router = Router.router(vertx);
        router.route().handler(bodies::holdBack);
        router.route()
                .handler(context -> bodies.read(context).onComplete(done -> {
                    int length = BodyReader.body(context).length();
                    bodies.drop(context);
                    if (done.succeeded()) {
                        context.response().end("read " + length);
                    } else {
                        Answers.fail(context, (Problem) done.cause());
                    }
                }));
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        return server.listen(0, "127.0.0.1").await().actualPort();
    }
}
