package io.leveret.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A client's connection, as the core sees it. */
public final class TestConnection {
    private final TestVhost vhost;
    private final Session session;
    private final FakePort port;
    private final Map<Integer, TestChannel> channels = new HashMap<>();

    TestConnection(TestVhost vhost, Session session, FakePort port) {
        this.vhost = vhost;
        this.session = session;
        this.port = port;
    }

    /** The channel with this number; opened if it was not asked for before. */
    public TestChannel channel(int number) {
        TestChannel channel = channels.get(number);
        return channel == null ? open(number) : channel;
    }

    /** Opens a channel whose number was in use before. */
    public TestChannel open(int number) {
        CommandBatch batch = new CommandBatch();
        batch.open(number, 0x14_000a, (core, channel) -> {});
        submit(batch);
        TestChannel channel = new TestChannel(vhost, this, number);
        channels.put(number, channel);
        return channel;
    }

    /** Hands commands over, and lets them run. */
    public void submit(CommandBatch batch) {
        submitOnly(batch);
        vhost.run();
    }

    /** Hands commands over: they run when the executor is turned. */
    public void submitOnly(CommandBatch batch) {
        vhost.loop().submit(session, batch);
    }

    /** What has come has left for the socket. */
    public void flush() {
        flushOnly();
        vhost.run();
    }

    public void flushOnly() {
        vhost.loop().flushed(session, port.takeUnflushed());
    }

    /** The socket is gone. */
    public void drop() {
        dropOnly();
        vhost.run();
    }

    public void dropOnly() {
        vhost.loop().drop(session);
    }

    /** The client asks for the end. */
    public void close() {
        CommandBatch batch = new CommandBatch();
        batch.endSession();
        submit(batch);
    }

    /** What the connection was told of itself. */
    public List<String> events() {
        return events(0);
    }

    List<String> events(int number) {
        return port.take(number).stream().map(TestEvents::words).toList();
    }

    public FakePort port() {
        return port;
    }

    Session session() {
        return session;
    }
}
