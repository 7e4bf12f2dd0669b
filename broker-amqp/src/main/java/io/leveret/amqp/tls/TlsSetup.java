package io.leveret.amqp.tls;

import io.netty.handler.ssl.SslContext;
import java.util.function.Supplier;

/**
 * How a listener speaks TLS. {@code contexts} gives what the next connection is served with, and may give another one any time; a handshake that takes longer
 * than {@code handshakeMillis} fails; {@code userName} is who a client's certificate stands for.
 */
public record TlsSetup(Supplier<SslContext> contexts, long handshakeMillis, CertificateName userName) {}
