package io.leveret.dist.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The other end of {@code NOTIFY_SOCKET}. */
public final class NotifyReceiver implements AutoCloseable {
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final EventLoopGroup thread = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final Channel socket;

    /** {@code name} as in the variable: a path or {@code @name}. */
    public NotifyReceiver(String name) {
        socket = new Bootstrap()
                .group(thread)
                .channel(EpollDomainDatagramChannel.class)
                .handler(new SimpleChannelInboundHandler<DomainDatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DomainDatagramPacket packet) {
                        received.add(packet.content().toString(StandardCharsets.UTF_8));
                    }
                })
                .bind(NotifySocket.address(name))
                .syncUninterruptibly()
                .channel();
    }

    /** The next message that begins so; others before it are passed over. */
    public String next(String begin) throws InterruptedException {
        while (true) {
            String message = received.poll(60, TimeUnit.SECONDS);
            assertThat(message).as("a message that begins with " + begin).isNotNull();
            if (message.startsWith(begin)) {
                return message;
            }
        }
    }

    /** Passes over what came, and returns how many of it were such messages. */
    public long passOver(String message) {
        List<String> passed = new ArrayList<>();
        received.drainTo(passed);
        return passed.stream().filter(message::equals).count();
    }

    /** What has come and was not asked for yet. */
    BlockingQueue<String> received() {
        return received;
    }

    @Override
    public void close() {
        socket.close().syncUninterruptibly();
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
