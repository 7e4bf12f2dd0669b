package io.leveret.amqp.connection;

import io.leveret.amqp.tls.CertificateName;
import io.leveret.amqp.tls.TlsFailure;
import io.leveret.amqp.tls.TlsSetup;
import io.leveret.core.channel.TlsDetails;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the TLS handshake of a connection: notes what it has found out, or says why it failed. Owner: I/O loop. */
final class TlsGuard extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(TlsGuard.class);

    private final TlsSetup setup;
    private boolean failed;

    private TlsGuard(TlsSetup setup) {
        this.setup = setup;
    }

    /** Begins the pipeline of a connection. */
    static void addTo(Channel channel, TlsSetup setup) {
        channel.pipeline().addLast(handler(channel, setup), new TlsGuard(setup));
    }

    /** Begins TLS behind what came before it. */
    static void addBehind(ChannelHandlerContext before, TlsSetup setup) {
        TlsGuard guard = new TlsGuard(setup);
        before.pipeline().addAfter(before.name(), null, guard);
        before.pipeline().addAfter(before.name(), null, handler(before.channel(), setup));
    }

    private static SslHandler handler(Channel channel, TlsSetup setup) {
        SslHandler handler = setup.context().newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(setup.handshakeMillis());
        return handler;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslCloseCompletionEvent) {
            ctx.close(); // it will send nothing more, whether or not it says so with TCP
        } else if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
            ctx.fireUserEventTriggered(event);
        } else if (handshake.isSuccess()) {
            succeeded(ctx);
        } else {
            fail(ctx, handshake.cause());
        }
    }

    private void succeeded(ChannelHandlerContext ctx) {
        SSLSession session = ctx.pipeline().get(SslHandler.class).engine().getSession();
        X509Certificate certificate = clientCertificate(session);
        Peer.of(ctx.channel())
                .secured(
                        new TlsDetails(session.getProtocol(), session.getCipherSuite(), details(certificate)),
                        certificate == null
                                ? null
                                : setup.userName().of(certificate).orElse(null));
    }

    private static @Nullable X509Certificate clientCertificate(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate first ? first : null;
        } catch (SSLPeerUnverifiedException e) {
            return null; // it gave none
        }
    }

    private static TlsDetails.@Nullable Certificate details(@Nullable X509Certificate certificate) {
        return certificate == null
                ? null
                : new TlsDetails.Certificate(
                        CertificateName.text(certificate.getSubjectX500Principal()),
                        CertificateName.text(certificate.getIssuerX500Principal()),
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant());
    }

    /** Errors of TLS are told once; what else goes wrong is for the connection. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Throwable inner = cause instanceof DecoderException ? cause.getCause() : cause;
        if (inner instanceof SSLException) {
            fail(ctx, cause);
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }

    private void fail(ChannelHandlerContext ctx, Throwable cause) {
        if (!failed) {
            failed = true;
            LOG.info("TLS failed: {} peer={}", TlsFailure.text(cause), Peer.of(ctx.channel()));
            ctx.close();
        }
    }
}
