package io.leveret.management;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/** A certificate in the form that Vert.x takes. */
final class HttpTls {
    private static final Set<String> VERSIONS = Set.of("TLSv1.2", "TLSv1.3");
    private static final char[] NO_PASSWORD = {};

    private HttpTls() {}

    /** Without HTTP/2, whose streams would need bounds of their own. */
    static HttpServerOptions secured(HttpServerOptions options, HttpCertificate certificate) {
        options.setSsl(true).setUseAlpn(false);
        options.setKeyCertOptions(KeyCertOptions.wrap(keys(certificate)));
        options.setEnabledSecureTransportProtocols(VERSIONS);
        return options;
    }

    /** For a server that is there already. */
    static ServerSSLOptions options(HttpCertificate certificate) {
        ServerSSLOptions options = new ServerSSLOptions();
        options.setKeyCertOptions(KeyCertOptions.wrap(keys(certificate)));
        options.setEnabledSecureTransportProtocols(VERSIONS);
        return options;
    }

    private static X509KeyManager keys(HttpCertificate certificate) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry(
                    "leveret",
                    certificate.key(),
                    NO_PASSWORD,
                    certificate.chain().toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            for (KeyManager manager : factory.getKeyManagers()) {
                if (manager instanceof X509KeyManager keys) {
                    return keys;
                }
            }
            throw new IllegalStateException("this Java has no manager of keys");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a certificate that was checked can't be used", e);
        }
    }
}
