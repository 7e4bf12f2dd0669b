package io.leveret.dist.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** What a server with TLS has: its key, its certificate with those between it and the authority, and how clients' certificates are judged; null if none are asked for. */
public record TlsMaterial(
        PrivateKey key,
        List<X509Certificate> chain,
        @Nullable X509TrustManager trust) {
    X509Certificate certificate() {
        return chain.get(0);
    }

    @Override
    public String toString() {
        return "TlsMaterial[" + certificate().getSubjectX500Principal() + "]"; // a key does not belong into a log
    }
}
