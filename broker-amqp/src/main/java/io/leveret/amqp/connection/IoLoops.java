package io.leveret.amqp.connection;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
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

    /** What listens on these threads. */
    public Class<? extends ServerChannel> serverChannel() {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** Returns when the threads have ended. */
    @Override
    public void close() {
        group.shutdownGracefully(0, PATIENCE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
