package io.leveret.management.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.QueueDeclaration;
import io.leveret.core.access.Account;
import io.leveret.core.access.Permissions;
import io.leveret.core.channel.Outcome;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Properties;
import io.leveret.management.MemoryBroker;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.leveret.management.broker.VhostCalls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private static final VhostCalls.Caller GUEST =
            new VhostCalls.Caller(new Account("guest", "", Set.of("administrator"), true), "/", "test");

    private final MemoryBroker broker = new MemoryBroker();
    private final Vertx vertx = Vertx.vertx();
    private final ManagementLoop loop = new ManagementLoop(vertx.getOrCreateContext());
    private final VhostCalls calls = new VhostCalls(loop, broker.node());

    @AfterEach
    void stop() {
        vertx.close();
        broker.close();
    }

    /** Asks on management's thread and waits for the answer. */
    private <T> T ask(Supplier<Future<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.execute(() -> Future.succeededFuture()
                .compose(now -> question.get())
                .onSuccess(answer::complete)
                .onFailure(answer::completeExceptionally));
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private Optional<Poll.Arrival> next() {
        return ask(() -> new Poll(calls, GUEST).start(loop, "q", 10_000));
    }

    private void publish() {
        QueueDeclaration queue = new QueueDeclaration("q", false, true, false, false, FieldTable.EMPTY);
        ask(() -> calls.run(GUEST, (vhost, channel) -> vhost.declareQueue(channel, queue)));
        ask(() -> new Publisher(calls).publish(GUEST, Publisher.message("", "q", Properties.none(), new byte[0])));
    }

    @Test
    void whatNobodySettlesInTimeGoesBack() {
        Deliveries deliveries = new Deliveries(loop, new Deliveries.Limits(10, 50));
        publish();
        OpenDelivery delivery = new OpenDelivery(next().orElseThrow(), "guest");

        String token = ask(() -> Future.succeededFuture(deliveries.add(delivery)));

        Poll.Arrival again = next().orElseThrow(); // waits for it
        assertThat(again.redelivered()).isTrue();
        assertThatThrownBy(() -> ask(() -> Future.succeededFuture(deliveries.of(token, "guest"))))
                .hasRootCauseInstanceOf(Problem.class);
    }

    @Test
    void thereAreOnlySoMany() {
        Deliveries deliveries = new Deliveries(loop, new Deliveries.Limits(2, 60_000));
        publish();
        OpenDelivery delivery = new OpenDelivery(next().orElseThrow(), "guest");
        deliveries.pollBegins();
        ask(() -> Future.succeededFuture(deliveries.add(delivery)));

        assertThatThrownBy(deliveries::pollBegins)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(503));
        ask(() -> delivery.settle(Outcome.ACK));
        deliveries.pollBegins();
        deliveries.pollEnds();
        deliveries.pollEnds();
    }

    @Test
    void aDeliveryWhoseUserIsDeletedIsOver() {
        broker.addUser("u", "management");
        broker.permit("u", "/", Permissions.ALL);
        publish();
        VhostCalls.Caller caller =
                new VhostCalls.Caller(new Account("u", "", Set.of("management"), false), "/", "test");
        OpenDelivery delivery = new OpenDelivery(
                ask(() -> new Poll(calls, caller).start(loop, "q", 10_000)).orElseThrow(), "u");

        broker.change(answer -> broker.node().deleteUser("u", answer));

        assertThatThrownBy(() -> ask(delivery::over)).hasCauseInstanceOf(Problem.class);
        assertThat(next().orElseThrow().redelivered()).isTrue();
    }
}
