package io.leveret.management.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.IntNode;
import io.leveret.management.RawClient;
import io.leveret.management.broker.ManagementLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final int LARGE = 32 << 20;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final ManagementLoop loop = new ManagementLoop(vertx.getOrCreateContext());
    private final Queue<Future<Void>> written = new ConcurrentLinkedQueue<>();
    private final Queue<Boolean> sent = new ConcurrentLinkedQueue<>();
    private Answers answers;

    @AfterEach
    void end() {
        vertx.close().await();
    }

    @Test
    void anAnswerCountsUntilItIsRead() throws IOException {
        int port = serve(60_000);
        try (RawClient client = new RawClient(port)) {
            client.head("GET /octets", "Connection: close\r\n");
            await().until(() -> !written.isEmpty());
            assertThat(answers.full()).isTrue();
            assertThat(written.element().isComplete()).isFalse();

            client.readToTheEnd();
            await().until(() -> !answers.full() && written.element().succeeded());
            assertThat(sent).containsExactly(true);
        }
    }

    @Test
    void whoGoesAwayHoldsNothing() throws IOException {
        int port = serve(60_000);
        try (RawClient client = new RawClient(port)) {
            client.head("GET /octets", "");
            await().until(() -> answers.full());
        }
        await().until(() -> !answers.full() && written.element().isComplete());
        assertThat(sent).containsExactly(false);
    }

    @Test
    void whoNeverReadsIsClosed() throws IOException {
        int port = serve(500);
        try (RawClient octets = new RawClient(port);
                RawClient list = new RawClient(port)) {
            octets.head("GET /octets", "");
            list.head("GET /list", "");

            await().until(() -> written.size() == 2 && written.stream().allMatch(Future::isComplete));
            assertThat(answers.full()).isFalse();
            assertThat(sent).containsExactly(false);
        }
    }

    @Test
    void aListThatCannotBeMadeBreaksOff() throws IOException {
        int port = serve(60_000);
        try (RawClient client = new RawClient(port)) {
            client.head("GET /broken", "");

            assertThat(client.readToTheEnd()).isTrue();
            await().until(() -> written.size() == 1 && written.element().failed());
        }
    }

    @Test
    void shortListsAreWrittenThoughManyLongOnesAreNotRead() throws IOException {
        int port = serve(60_000);
        List<RawClient> slow = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            slow.add(new RawClient(port).head("GET /list", ""));
        }
        await().until(() -> written.size() == 16);

        try (RawClient client = new RawClient(port)) {
            assertThat(client.head("GET /list", "").readUntil("try again later\"}"))
                    .startsWith("HTTP/1.1 503 ");
            assertThat(client.head("GET /short", "").readUntil("]"))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("[1,2]");
        }
        for (RawClient client : slow) {
            client.close();
        }
        await().until(() -> written.stream().allMatch(Future::isComplete));
    }

    private int serve(long millis) {
        answers = new Answers(loop, new Answers.Bounds(1 << 20, millis));
        Router router = Router.router(vertx);
        router.get("/octets").handler(context -> {
            Reply reply = new Reply(200, Map.of(), Buffer.buffer(new byte[LARGE]), sent::add);
            written.add(answers.write(context, reply));
        });
        List<Integer> rows = IntStream.range(0, LARGE / 1000).boxed().toList();
        router.get("/list")
                .handler(context -> written.add(answers.write(
                        context, LazyArray.node(rows, row -> Json.object().put("text", "x".repeat(1000))))));
        router.get("/short")
                .handler(context ->
                        written.add(answers.write(context, LazyArray.node(List.of(1, 2), IntNode::valueOf))));
        router.get("/broken")
                .handler(context -> written.add(answers.write(context, LazyArray.node(rows, row -> {
                    throw new IllegalStateException("a defect");
                }))));
        return vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }
}
