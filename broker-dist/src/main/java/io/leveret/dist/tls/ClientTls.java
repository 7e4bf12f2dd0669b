package io.leveret.dist.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** TLS of connections that the broker makes to others. */
public final class ClientTls {
    /** As RFC 4513 has it for directories. */
    private static final String NAME_CHECK = "LDAPS";

    private ClientTls() {}

    /** For directories with certificates of their names by these authorities, which are in PEM, or of those that Java trusts. Throws {@link TlsException} for a file that can't be used. */
    public static SSLSocketFactory trusting(Optional<Path> authorities) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities
                    .map(TlsFiles::certificates)
                    .map(ClientTls::store)
                    .orElse(null));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return new NamedSocketFactory(context.getSocketFactory(), NAME_CHECK);
        } catch (GeneralSecurityException e) {
            throw new TlsException("TLS to other servers can't be set up: " + e.getMessage(), e);
        }
    }

    private static KeyStore store(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry("authority-" + store.size(), authority);
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException("authorities can't be used: " + e.getMessage(), e);
        }
    }
}
