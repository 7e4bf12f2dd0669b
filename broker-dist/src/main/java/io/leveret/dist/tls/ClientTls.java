package io.leveret.dist.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS of connections that the broker makes to others. */
public final class ClientTls {
    private ClientTls() {}

    /** For servers whose certificates are of these authorities, which are in PEM, or of those that Java trusts. Throws {@link TlsException} for a file that can't be used. */
    public static SSLContext trusting(Optional<Path> authorities) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities
                    .map(TlsFiles::certificates)
                    .map(ClientTls::store)
                    .orElse(null));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
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
