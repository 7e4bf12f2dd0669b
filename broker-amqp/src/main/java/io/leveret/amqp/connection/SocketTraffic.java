package io.leveret.amqp.connection;

import io.leveret.core.channel.Traffic;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what passes a connection's socket, once a read and once a buffer. Read by any thread. Owner: I/O loop. */
final class SocketTraffic extends ChannelDuplexHandler {
    private final Channel channel;
    private final AtomicLong receivedBytes = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong sentBytes = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private volatile boolean slowed;

    SocketTraffic(Channel channel) {
        this.channel = channel;
    }

    Traffic traffic() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer(); // null once the socket is closed
        return new Traffic(
                receivedBytes.get(),
                reads.get(),
                sentBytes.get(),
                writes.get(),
                waiting == null ? 0 : waiting.totalPendingWriteBytes(),
                slowed);
    }

    /** Whether the connection waits as it has published more than it may. */
    void slowed(boolean now) {
        slowed = now;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
        if (read instanceof ByteBuf octets) {
            add(receivedBytes, octets.readableBytes());
            add(reads, 1);
        }
        ctx.fireChannelRead(read);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object written, ChannelPromise promise) {
        if (written instanceof ByteBuf octets) {
            add(sentBytes, octets.readableBytes());
            add(writes, 1);
        }
        ctx.write(written, promise);
    }

    /** The I/O loop alone adds: others need not see it at once. */
    private static void add(AtomicLong counter, long amount) {
        counter.lazySet(counter.getPlain() + amount);
    }
}
