package io.leveret.amqp.connection;

import io.leveret.amqp.proxy.ProxyHeaderDecoder;
import io.leveret.amqp.tls.TlsSetup;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the header of a trusted proxy: notes for whom it has connected and leaves the pipeline, or says what is wrong and closes. TLS begins behind the header.
 * Owner: I/O loop.
 */
final class ProxyGuard extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyGuard.class);

    private static final int DEEPEST = 16;

    private final @Nullable TlsSetup tls;
    private final OpenConnections connections;
    private boolean failed;

    private ProxyGuard(@Nullable TlsSetup tls, OpenConnections connections) {
        this.tls = tls;
        this.connections = connections;
    }

    /** Begins the pipeline of a connection from a trusted proxy, which is counted for whom it has connected, with TLS if {@code tls} is not null. */
    static void addTo(Channel channel, @Nullable TlsSetup tls, OpenConnections connections) {
        channel.pipeline().addLast(new ProxyHeaderDecoder(), new ProxyGuard(tls, connections));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (!failed && message instanceof HAProxyMessage header) {
                told(ctx, header);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void told(ChannelHandlerContext ctx, HAProxyMessage header) {
        Peer peer = Peer.of(ctx.channel());
        if (header.command()
                != HAProxyCommand.LOCAL) { // else the proxy connects for itself, to see whether we are well
            String proxy = peer.toString();
            peer.proxied(
                    address(header.sourceAddress(), header.sourcePort()),
                    address(header.destinationAddress(), header.destinationPort()));
            LOG.debug("proxied connection=\"{}\" proxy={}", peer.connectionName(), proxy);
            if (!connections.acceptFrom(ctx.channel())) {
                failed = true;
                return;
            }
        }
        if (tls != null) {
            TlsGuard.addBehind(ctx, tls);
        }
        ctx.pipeline().remove(this);
    }

    /** Null if the proxy does not know it, or has something else than IP there. */
    private static @Nullable InetSocketAddress address(@Nullable String text, int port) {
        InetAddress address = text == null ? null : NetUtil.createInetAddressFromIpAddressString(text);
        return address == null ? null : new InetSocketAddress(address, port);
    }

    /** A wrong header is told once; what else goes wrong is for the connection. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof DecoderException)) {
            ctx.fireExceptionCaught(cause);
        } else if (!failed) {
            failed = true;
            LOG.info(
                    "closing connection={}: no PROXY header, which a proxy that is trusted must begin with: {}",
                    Peer.of(ctx.channel()),
                    ClientProperties.forLog(reason(cause)));
            ctx.close();
        }
    }

    /** Of Netty's exceptions the one within the others says most. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < DEEPEST && cause.getCause() != null; i++) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).replaceFirst("No enum constant [A-Za-z.]+\\.", "unknown protocol ");
    }
}
