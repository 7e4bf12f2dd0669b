package io.leveret.amqp.connection;

import io.leveret.amqp.proxy.TrustedProxies;
import io.leveret.core.CoreExecutor;
import io.leveret.core.access.PublishQuota;
import io.leveret.core.event.EventListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A connection to a {@link TestNode} of its own, in a time of its own, that gets whatever octets a fuzzer makes. At its {@linkplain #end end} all that it held must be
 * let go, and all that the broker sent must be whole frames.
 */
final class FuzzedConnection {
    /** What a connection's buffers may take: some times what it has sent, and what is about to be written. */
    private static final long MOST_MEMORY = 8L << 20;

    private static final String PEER = "10.0.0.7";
    private static final int PROTOCOL_HEADER_SIZE = 8;

    private final CountedMemory memory = new CountedMemory();
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger channels = new AtomicInteger();
    private final ByteBuf sent = Unpooled.buffer();
    private final EmbeddedChannel channel = new EmbeddedChannel() {
        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(PEER, 40_000);
        }
    };
    private long nowMillis = 1_700_000_000_000L;

    FuzzedConnection(boolean proxied) {
        channel.freezeTime();
        channel.config().setAllocator(memory);
        AuthWorker authWorker =
                new AuthWorker(TestNode.users(), task -> channel.eventLoop().execute(task), EventListener.NONE);
        ConnectionSettings settings = TestNode.settings(1 << 16, 100, "bob");
        OpenConnections open = new OpenConnections(new CurrentSettings(settings));
        AmqpServer.addHandlers(
                channel,
                new ConnectionHandler(
                        channel,
                        TestNode.entrance(
                                executor(),
                                () -> nowMillis,
                                sessions,
                                TestNode.Quotas.counting(channels, PublishQuota.UNLIMITED)),
                        authWorker,
                        settings,
                        open),
                null,
                proxied ? TrustedProxies.of(List.of(PEER)) : TrustedProxies.NONE,
                open);
        channel.pipeline().fireChannelActive();
    }

    private CoreExecutor executor() {
        return new CoreExecutor() {
            @Override
            public void execute(Runnable task) {
                channel.eventLoop().execute(task);
            }

            @Override
            public void schedule(Runnable task, long delayMillis) {
                channel.eventLoop().schedule(task, delayMillis, TimeUnit.MILLISECONDS);
            }
        };
    }

    /** One read of the socket. */
    void read(byte[] octets, int from, int to) {
        if (!channel.isOpen()) {
            return; // the socket is closed: there is nothing to read
        }
        channel.writeInbound(channel.alloc().buffer(to - from).writeBytes(octets, from, to - from));
        settle();
    }

    void pass(long millis) {
        nowMillis += millis;
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        settle();
    }

    private void settle() {
        channel.runPendingTasks();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            sent.writeBytes(out);
            out.release();
            channel.runPendingTasks();
        }
    }

    /** The socket breaks, if it has not; then everything must be as if there had been no connection. */
    void end() {
        channel.close();
        settle();
        channel.checkException();
        check(sessions.get(), "sessions");
        check(channels.get(), "channels");
        check(memory.inUse(), "octets of buffers");
        if (memory.most() > MOST_MEMORY) {
            throw new AssertionError("buffers took " + memory.most() + " octets");
        }
        checkFrames();
    }

    private static void check(long left, String what) {
        if (left != 0) {
            throw new AssertionError(left + " " + what + " are left");
        }
    }

    /** The broker sends whole frames, or tells which protocol it speaks. */
    private void checkFrames() {
        if (sent.isReadable() && sent.getByte(sent.readerIndex()) == 'A') {
            sent.skipBytes(PROTOCOL_HEADER_SIZE);
        }
        while (Received.read(sent) != null) {
            // on to the next
        }
        check(sent.readableBytes(), "octets behind the last frame sent");
    }
}
