package io.leveret.management;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** What listeners with TLS show: a certificate, those between it and its authority, and the private key of the first. */
public record HttpCertificate(PrivateKey key, List<X509Certificate> chain) {
    @Override
    public String toString() {
        return "HttpCertificate[" + chain.get(0).getSubjectX500Principal() + "]"; // a key does not belong into a log
    }
}
