package io.leveret.management.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leveret.core.TestDetails;
import io.leveret.core.access.Account;
import io.leveret.core.access.Permissions;
import io.leveret.core.channel.ClientCapabilities;
import io.leveret.core.channel.EventBatch;
import io.leveret.core.channel.SessionFailed;
import io.leveret.core.error.AmqpException;
import io.leveret.core.node.Entrance;
import io.leveret.core.node.Entry;
import io.leveret.core.node.EntryRequest;
import io.leveret.management.ApiClient.Response;
import io.leveret.management.TestServer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Closing connections of clients; statuses and texts are RabbitMQ's. */
class CloseConnectionsTest {
    private static final TestServer SERVER = new TestServer();
    private static final Account GUEST = new Account("guest", "", Set.of("administrator"), true);
    private static final Account APP = new Account("app", "", Set.of("management"), false);

    private int port = 1000;

    @BeforeAll
    static void addUsers() {
        SERVER.broker().addUser("app", "management");
        SERVER.broker().addUser("monitor", "monitoring");
        SERVER.broker().permit("app", "/", Permissions.ALL);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    /** Enters as a client's connection; completes with what it is told when it is closed. */
    private CompletableFuture<String> connect(Account account, String name) {
        CompletableFuture<String> closed = new CompletableFuture<>();
        CompletableFuture<Entry> entered = new CompletableFuture<>();
        EntryRequest request = new EntryRequest(
                "/", account, null, name, 1 << 20, ClientCapabilities.ALL, TestDetails.from("127.0.0.1", port++), null);
        SERVER.broker().node().enter(request, batch -> hear(batch, closed), new Entrance.Listener() {
            @Override
            public void entered(Entry entry) {
                entered.complete(entry);
            }

            @Override
            public void refused(AmqpException why) {
                entered.completeExceptionally(why);
            }
        });
        entered.join();
        return closed;
    }

    private static void hear(EventBatch batch, CompletableFuture<String> closed) {
        for (int i = 0; i < batch.size(); i++) {
            if (batch.event(i) instanceof SessionFailed failed) {
                closed.complete(failed.error().replyText());
            }
        }
    }

    private static String path(String name) {
        return "/api/connections/"
                + name.replace(" ", "%20").replace(">", "%3E").replace(":", "%3A");
    }

    private static void awaitClosed(CompletableFuture<String> connection, String text) {
        await().untilAsserted(() -> assertThat(connection).isCompletedWithValue(text));
    }

    @Test
    void anAdministratorClosesAnyConnection() {
        String name = "127.0.0.1:50000 -> 127.0.0.1:5672";
        CompletableFuture<String> connection = connect(APP, name);

        assertThat(SERVER.guest().delete(path(name)).status()).isEqualTo(204);

        awaitClosed(connection, "CONNECTION_FORCED - Closed via management plugin");
        assertThat(SERVER.guest().delete(path(name)).status()).isEqualTo(404);
    }

    @Test
    void theConnectionIsToldTheReason() {
        CompletableFuture<String> connection = connect(GUEST, "reason");

        SERVER.guest().send("DELETE", path("reason"), null, "X-Reason", "because");

        awaitClosed(connection, "CONNECTION_FORCED - because");
    }

    @Test
    void othersCloseOnlyTheirOwn() {
        CompletableFuture<String> own = connect(APP, "own");
        CompletableFuture<String> foreign = connect(GUEST, "foreign");

        Response refused = SERVER.as("app", "app").delete(path("foreign"));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json())
                .hasToString("{\"error\":\"not_authorised\",\"reason\":\"User not authorised to access object\"}");
        assertThat(SERVER.as("monitor", "monitor").delete(path("foreign")).status())
                .isEqualTo(401);
        assertThat(SERVER.as("app", "app")
                        .delete("/api/connections/username/guest")
                        .status())
                .isEqualTo(401);
        assertThat(SERVER.as("app", "app").delete(path("own")).status()).isEqualTo(204);

        awaitClosed(own, "CONNECTION_FORCED - Closed via management plugin");
        assertThat(foreign).isNotDone();
    }

    @Test
    void allConnectionsOfAUserAreClosed() {
        CompletableFuture<String> first = connect(APP, "first");
        CompletableFuture<String> second = connect(APP, "second");
        CompletableFuture<String> other = connect(GUEST, "other");

        Response closed = SERVER.guest().send("DELETE", "/api/connections/username/app", null, "X-Reason", "enough");

        assertThat(closed.status()).isEqualTo(204);
        awaitClosed(first, "CONNECTION_FORCED - enough");
        awaitClosed(second, "CONNECTION_FORCED - enough");
        assertThat(other).isNotDone();
        assertThat(SERVER.guest().delete("/api/connections/username/nobody").status())
                .isEqualTo(204);
    }
}
