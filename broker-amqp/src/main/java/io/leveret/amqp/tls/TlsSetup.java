package io.leveret.amqp.tls;

import io.netty.handler.ssl.SslContext;

/**
 * How a connection is served with TLS. A handshake that takes longer than {@code handshakeMillis} fails; {@code userName} is who a client's certificate
 * stands for. Immutable.
 */
public record TlsSetup(SslContext context, long handshakeMillis, CertificateName userName) {}
