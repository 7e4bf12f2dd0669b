package io.leveret.dist.tls;

import io.leveret.amqp.tls.CertificateName;
import io.leveret.amqp.tls.TlsSetup;
import io.leveret.dist.settings.TlsSettings;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

/** What new connections get, by which settings, and of files in which state. Immutable. */
public record TlsInUse(TlsSettings settings, TlsMaterial material, TlsSetup setup, List<String> files) {
    /** Reads the files; throws {@link TlsException} if no TLS can be made of them. */
    public static TlsInUse read(TlsSettings settings) {
        TlsFiles files = new TlsFiles(settings);
        List<String> before = files.fingerprints(); // what changes while they are read is read again
        TlsMaterial material = files.read();
        return new TlsInUse(settings, material, setup(context(material, settings), settings), before);
    }

    List<Path> names() {
        return new TlsFiles(settings).all();
    }

    private static SslContext context(TlsMaterial material, TlsSettings settings) {
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
            return builder.clientAuth(clientAuth(settings.clientCertificates())).build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new TlsException(
                    "TLS can't be set up: " + e.getMessage() + "; are leveret.tls.ciphers names of cipher suites?", e);
        }
    }

    private static TlsSetup setup(SslContext context, TlsSettings settings) {
        TlsSettings.Login login = settings.login();
        return new TlsSetup(
                context,
                settings.handshakeTimeoutMillis(),
                new CertificateName(
                        CertificateName.Part.valueOf(login.userName().name()), login.index()));
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
