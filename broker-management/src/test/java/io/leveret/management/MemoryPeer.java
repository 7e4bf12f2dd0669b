package io.leveret.management;

import io.leveret.core.BindingRequest;
import io.leveret.core.Command;
import io.leveret.core.CommandBatch;
import io.leveret.core.ConsumeRequest;
import io.leveret.core.CoreLoop;
import io.leveret.core.ExchangeDeclaration;
import io.leveret.core.QueueDeclaration;
import io.leveret.core.Session;
import io.leveret.core.TestDetails;
import io.leveret.core.TestMessage;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.Rights;
import io.leveret.core.access.User;
import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.channel.ClientCapabilities;
import io.leveret.core.channel.EventBatch;
import io.leveret.core.channel.SessionPort;
import io.leveret.core.channel.SessionSettings;
import io.leveret.core.channel.Traffic;
import io.leveret.core.message.FieldTable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A client's connection to a {@link MemoryBroker}, with one channel; each method returns when the core has done it and all before is durable. */
public final class MemoryPeer implements AutoCloseable, SessionPort {
    private final CoreLoop core;
    private final Session session;
    private volatile CompletableFuture<Void> waiting = new CompletableFuture<>();
    private boolean opened;

    private record Done() implements ChannelEvent {}

    MemoryPeer(CoreLoop core, String vhost, String user, String host, int port) {
        this.core = core;
        User entitled = new User(user, Set.of(), Map.of(vhost, Rights.of(Permissions.ALL)));
        String name = host + ":" + port + " -> broker:5672";
        session = core.open(
                new SessionSettings(
                        entitled, null, name, 1L << 40, ClientCapabilities.ALL, TestDetails.from(host, port)),
                this);
    }

    public MemoryPeer run(Command command) {
        waiting = new CompletableFuture<>();
        CommandBatch batch = new CommandBatch();
        if (!opened) {
            opened = true;
            batch.open(1, 0, (vhost, channel) -> {});
        }
        batch.add(1, 0, command);
        batch.add(1, 0, (vhost, channel) -> channel.replyDurable(new Done()));
        core.submit(session, batch);
        waiting.join();
        return this;
    }

    public MemoryPeer declare(String queue) {
        return declare(queue, FieldTable.EMPTY);
    }

    /** Declares a durable queue. */
    public MemoryPeer declare(String queue, FieldTable arguments) {
        return run((vhost, channel) ->
                vhost.declareQueue(channel, new QueueDeclaration(queue, false, true, false, false, arguments)));
    }

    public MemoryPeer exchange(String name, String type) {
        return run((vhost, channel) -> vhost.declareExchange(
                channel, new ExchangeDeclaration(name, type, false, true, false, false, FieldTable.EMPTY)));
    }

    public MemoryPeer bind(String exchange, String queue, String key) {
        return run((vhost, channel) ->
                vhost.bind(channel, new BindingRequest(exchange, false, queue, key, FieldTable.EMPTY)));
    }

    public MemoryPeer publish(String exchange, String key, String body) {
        return run((vhost, channel) -> vhost.publish(
                channel,
                TestMessage.to(exchange, key, body).persistent().build(System.currentTimeMillis()),
                false,
                false));
    }

    public MemoryPeer get(String queue) {
        return run((vhost, channel) -> vhost.get(channel, queue, false));
    }

    public MemoryPeer consume(String queue, String tag) {
        return run((vhost, channel) ->
                vhost.consume(channel, new ConsumeRequest(queue, tag, false, false, FieldTable.EMPTY)));
    }

    @Override
    public void send(EventBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            if (batch.event(i) instanceof Done) {
                waiting.complete(null);
            }
        }
    }

    @Override
    public Traffic traffic() {
        return new Traffic(1000, 10, 2000, 20, 0, false);
    }

    @Override
    public void close() {
        core.drop(session);
    }
}
