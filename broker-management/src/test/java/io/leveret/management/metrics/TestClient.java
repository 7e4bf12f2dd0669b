package io.leveret.management.metrics;

import io.leveret.core.Command;
import io.leveret.core.CommandBatch;
import io.leveret.core.CoreLoop;
import io.leveret.core.QueueDeclaration;
import io.leveret.core.Session;
import io.leveret.core.TestDetails;
import io.leveret.core.TestMessage;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.Rights;
import io.leveret.core.access.User;
import io.leveret.core.channel.ClientCapabilities;
import io.leveret.core.channel.SessionSettings;
import io.leveret.core.message.FieldTable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A client with one channel, as management sees it: 10.0.0.1:1. */
final class TestClient {
    private static final int CHANNEL = 1;

    private final CoreLoop core;
    private final Session session;

    TestClient(CoreLoop core) {
        this.core = core;
        User user = new User("guest", Set.of(), Map.of(core.vhostName(), Rights.of(Permissions.ALL)));
        session = core.open(
                new SessionSettings(
                        user, null, "10.0.0.1:1", 1L << 40, ClientCapabilities.ALL, TestDetails.from("10.0.0.1", 1)),
                batch -> {});
        CommandBatch batch = new CommandBatch();
        batch.open(CHANNEL, 0, (vhost, channel) -> {});
        core.submit(session, batch);
    }

    TestClient run(Command command) {
        CommandBatch batch = new CommandBatch();
        batch.add(CHANNEL, 0, command);
        core.submit(session, batch);
        return this;
    }

    TestClient confirming() {
        return run((vhost, channel) -> vhost.confirmSelect(channel));
    }

    /** A durable queue; an empty type is the usual one. */
    TestClient declare(String queue, String type) {
        FieldTable arguments = type.isEmpty()
                ? FieldTable.EMPTY
                : FieldTable.builder().put("x-queue-type", type).build();
        return run((vhost, channel) ->
                vhost.declareQueue(channel, new QueueDeclaration(queue, false, true, false, false, arguments)));
    }

    /** To the default exchange, with a body of this size. */
    TestClient publish(String queue, int octets) {
        return run((vhost, channel) -> vhost.publish(
                channel, TestMessage.to("", queue, "x".repeat(octets)).build(), false, false));
    }

    TestClient get(String queue, boolean noAck) {
        return run((vhost, channel) -> vhost.get(channel, queue, noAck));
    }

    TestClient ack(long tag) {
        return run((vhost, channel) -> vhost.ack(channel, tag, false));
    }

    TestClient end() {
        core.drop(session);
        return this;
    }

    /** Returns when all that was asked for has been done and answered. */
    TestClient sync() {
        for (int turn = 0; turn < 2; turn++) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            run((vhost, channel) -> done.complete(null));
            done.join();
        }
        return this;
    }
}
