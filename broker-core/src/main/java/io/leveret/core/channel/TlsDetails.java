package io.leveret.core.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a connection's TLS handshake agreed on, as the protocol names it ({@code TLSv1.3}, {@code TLS_AES_256_GCM_SHA384}), and the client's certificate if it gave one. */
public record TlsDetails(
        String protocol, String cipherSuite, @Nullable Certificate clientCertificate) {
    /** A certificate that was verified: names as in RFC 2253. */
    public record Certificate(String subject, String issuer, Instant notBefore, Instant notAfter) {}
}
