package io.leveret.dist.tls;

import io.leveret.dist.settings.TlsSettings;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;

/** What new connections get. */
record TlsInUse(TlsMaterial material, SslContext context) {
    /** Throws {@link TlsException} if no TLS can be made of it. */
    static TlsInUse of(TlsMaterial material, TlsSettings settings) {
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(
                            material.key(), material.chain().toArray(X509Certificate[]::new))
                    .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                    .protocols(settings.versions());
            if (!settings.ciphers().isEmpty()) {
                builder.ciphers(settings.ciphers());
            }
            if (material.trust() != null) {
                builder.trustManager(material.trust());
            }
            SslContext context = builder.clientAuth(clientAuth(settings.clientCertificates()))
                    .build();
            return new TlsInUse(material, context);
        } catch (SSLException | IllegalArgumentException e) {
            throw new TlsException(
                    "TLS can't be set up: " + e.getMessage() + "; are leveret.tls.ciphers names of cipher suites?", e);
        }
    }

    private static ClientAuth clientAuth(TlsSettings.ClientCertificates asked) {
        return switch (asked) {
            case NONE -> ClientAuth.NONE;
            case OPTIONAL -> ClientAuth.OPTIONAL;
            case REQUIRED -> ClientAuth.REQUIRE;
        };
    }

    /** Who does the work, for people. */
    static String provider() {
        return OpenSsl.isAvailable() ? "OpenSSL" : "Java";
    }
}
