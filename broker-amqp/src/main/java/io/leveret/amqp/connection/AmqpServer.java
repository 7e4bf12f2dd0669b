package io.leveret.amqp.connection;

import io.leveret.amqp.frame.FrameDecoder;
import io.leveret.amqp.frame.ProtocolHeaderDecoder;
import io.leveret.amqp.proxy.TrustedProxies;
import io.leveret.amqp.tls.TlsSetup;
import io.leveret.core.access.Authenticator;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.event.EventListener;
import io.leveret.core.node.Entrance;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Listens for AMQP connections, and ends them all when the broker stops. Owner: node. */
public final class AmqpServer {
    private final IoLoops io;
    private final CurrentSettings settings;
    private final Entrance entrance;
    private final AuthWorker authWorker;
    private final ChannelGroup listeners = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final OpenConnections connections;

    /** {@code events} hears of logins. */
    public AmqpServer(
            IoLoops io,
            ConnectionSettings settings,
            Entrance entrance,
            Authenticator authenticator,
            EventListener events) {
        this.io = io;
        this.settings = new CurrentSettings(settings);
        this.connections = new OpenConnections(this.settings);
        this.entrance = entrance;
        this.authWorker = new AuthWorker(authenticator, authThreads(), events);
    }

    /** Who tries passwords gets half of the processors at most; the broker goes on with the rest. */
    private static int authThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /**
     * Accepts connections on an address, with TLS if {@code tls} is not null, which is asked for each of them; those of {@code proxies} begin with a PROXY header. Port 0
     * takes one that is free. Returns the port, or throws {@link BindException}.
     */
    public int listen(
            InetSocketAddress address, int backlog, @Nullable Supplier<TlsSetup> tls, TrustedProxies proxies) {
        ChannelFuture bound = io.listener(backlog, settings.value().outputBytes())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel, tls == null ? null : tls.get(), proxies);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new BindException(
                    "cannot listen on " + address.getHostString() + ":" + address.getPort() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        listeners.add(bound.channel());
        return ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    private void accept(Channel channel, @Nullable TlsSetup tls, TrustedProxies proxies) {
        if (!connections.accept(channel)) {
            return;
        }
        ConnectionSettings now = settings.value();
        // the core keeps to its bound; what goes far beyond was asked for by somebody who does not read
        IoLoops.bound(channel, now.outputBytes());
        ConnectionHandler connection = new ConnectionHandler(channel, entrance, authWorker, now, connections);
        addHandlers(channel, connection, tls, proxies, connections);
    }

    static void addHandlers(
            Channel channel,
            ConnectionHandler connection,
            @Nullable TlsSetup tls,
            TrustedProxies proxies,
            OpenConnections connections) {
        if (proxies.contain(channel.remoteAddress())) {
            channel.pipeline().addLast(connection.traffic());
            ProxyGuard.addTo(channel, tls, connections);
        } else if (connections.acceptFrom(channel)) {
            channel.pipeline().addLast(connection.traffic());
            if (tls != null) {
                TlsGuard.addTo(channel, tls);
            }
        } else {
            return;
        }
        channel.pipeline()
                .addLast(new ProtocolHeaderDecoder(Peer.of(channel)), new FrameDecoder(connection), connection);
    }

    /** What connections get that are accepted now. */
    public ConnectionSettings settings() {
        return settings.value();
    }

    /** What connections get that are accepted from now on; open ones keep theirs. */
    public void exchange(ConnectionSettings next) {
        settings.exchange(next);
    }

    public int connectionCount() {
        return connections.size();
    }

    /**
     * Stops listening, tells all clients that their connection closes, and returns when they have answered and closed, but after
     * {@code closeOkMillis} at the latest.
     */
    public void stop(int closeOkMillis) {
        listeners.close().awaitUninterruptibly();
        closeAll(
                new AmqpException(
                        ReplyCode.CONNECTION_FORCED, "broker forced connection closure with reason 'shutdown'"),
                closeOkMillis);
        authWorker.close();
    }

    /** Closes all connections with this error, whose scope must be the connection's. */
    public void closeAll(AmqpException error, int closeOkMillis) {
        connections.group().forEach(connection -> connection.pipeline().fireExceptionCaught(error));
        connections.group().newCloseFuture().awaitUninterruptibly(closeOkMillis);
        connections.group().close().awaitUninterruptibly();
    }
}
