package io.leveret.amqp.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads that serve all sockets: with epoll where the system has it. */
public final class IoLoops implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 2_000;

    /** One socket read is at most so many buffers of at most so many octets: then commands go to the core, and others have their turn. */
    private static final int READS = 1;

    private static final int MAX_READ = 262_144;
    private static final int FIRST_READ = 4096;
    private static final int MIN_READ = 512;

    private final boolean epoll = Epoll.isAvailable();
    private final EventLoopGroup group;

    public IoLoops(int threads) {
        IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("leveret-io"), handlers);
    }

    /** For what else is to run on these threads. */
    public EventLoopGroup group() {
        return group;
    }

    /** What serves the sockets, for people. */
    public String transport() {
        return epoll ? "epoll" : "nio";
    }

    /**
     * Begins a listener on these threads, whose connections lack their handlers only. {@code outputBytes}: a connection that has more than this not yet sent
     * is not writable, and again when it is less.
     */
    public ServerBootstrap listener(int backlog, long outputBytes) {
        return new ServerBootstrap()
                .group(group)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, backlog)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(MIN_READ, FIRST_READ, MAX_READ).maxMessagesPerRead(READS))
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark(outputBytes));
    }

    /** The same for one connection. */
    static void bound(Channel connection, long outputBytes) {
        connection.config().setWriteBufferWaterMark(waterMark(outputBytes));
    }

    private static WriteBufferWaterMark waterMark(long outputBytes) {
        int bound = (int) Math.min(outputBytes, Integer.MAX_VALUE / 2);
        return new WriteBufferWaterMark(bound, 2 * bound);
    }

    /** Returns when the threads have ended. */
    @Override
    public void close() {
        group.shutdownGracefully(0, PATIENCE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
