package io.leveret.dist.supervisor;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The supervisor's datagram socket, as {@code sd_notify(3)} uses it: each message goes over a socket of its own, so a supervisor that was away is found again. Owner: supervisor.
 */
final class NotifySocket implements Telling {
    private static final Logger LOG = LoggerFactory.getLogger(NotifySocket.class);

    /** If so many messages are not taken, nobody reads, and a later one says more than these. */
    private static final int MOST_UNDER_WAY = 8;

    private final EventLoop loop;
    private final String name;
    private final Bootstrap sockets;
    private int underWay;
    private boolean failed;
    private @Nullable Promise<Void> allTold;

    /** {@code name} is a path, or begins with {@code @} for a socket in Linux's abstract namespace. */
    NotifySocket(EventLoop loop, String name) {
        this.loop = loop;
        this.name = name;
        this.sockets = new Bootstrap()
                .group(loop)
                .channel(EpollDomainDatagramChannel.class)
                .handler(
                        new ChannelInitializer<>() { // nothing is read
                            @Override
                            protected void initChannel(Channel socket) {}
                        })
                .remoteAddress(address(name));
    }

    static boolean canReach(String name) {
        return name.startsWith("/") || name.startsWith("@");
    }

    static DomainSocketAddress address(String name) {
        return new DomainSocketAddress(name.startsWith("@") ? '\0' + name.substring(1) : name);
    }

    /** May be called on any thread. */
    @Override
    public void tell(String states) {
        loop.execute(() -> {
            if (underWay < MOST_UNDER_WAY) {
                underWay++;
                sockets.connect().addListener((ChannelFuture connected) -> {
                    if (connected.isSuccess()) {
                        write(connected.channel(), states);
                    } else {
                        ended(connected); // and closed by Netty
                    }
                });
            }
        });
    }

    /** Is done when everything that was told before has gone out, or failed. Asked for once, at the end, by any thread. */
    Future<Void> allTold() {
        Promise<Void> done = loop.newPromise();
        loop.execute(() -> {
            allTold = done;
            tellIfIdle();
        });
        return done;
    }

    private void tellIfIdle() {
        if (underWay == 0 && allTold != null) {
            allTold.trySuccess(null);
        }
    }

    private void write(Channel socket, String states) {
        socket.writeAndFlush(Unpooled.copiedBuffer(states, StandardCharsets.UTF_8))
                .addListener(written -> {
                    socket.close();
                    ended(written);
                });
    }

    private void ended(Future<?> how) {
        underWay--;
        if (!how.isSuccess() && !failed) {
            LOG.warn(
                    "the supervisor can't be told how the broker is NOTIFY_SOCKET={} {}",
                    name,
                    String.valueOf(how.cause()));
        }
        failed = !how.isSuccess();
        tellIfIdle();
    }
}
