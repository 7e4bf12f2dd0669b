package io.leveret.management.object;

import io.leveret.core.channel.TlsDetails;
import io.leveret.management.http.Parts;
import java.util.Locale;

/** TLS of a connection, in RabbitMQ's fields. */
final class TlsJson {
    private static final String TLS = "TLS_";

    /** Stands between key exchange and the rest in the names of TLS 1.2; those of TLS 1.3 have no key exchange. */
    private static final String WITH = "_WITH_";

    private static final Parts<TlsDetails.Certificate> CERTIFICATE = new Parts<TlsDetails.Certificate>()
            .text("peer_cert_subject", TlsDetails.Certificate::subject)
            .text("peer_cert_issuer", TlsDetails.Certificate::issuer)
            .text("peer_cert_validity", certificate -> certificate.notBefore() + " - " + certificate.notAfter());

    static final Parts<TlsDetails> PARTS = new Parts<TlsDetails>()
            .text("ssl_protocol", tls -> small(tls.protocol()))
            .text("ssl_key_exchange", tls -> keyExchange(tls.cipherSuite()))
            .text("ssl_cipher", tls -> cipher(tls.cipherSuite()))
            .text("ssl_hash", tls -> hash(tls.cipherSuite()))
            .all(TlsDetails::clientCertificate, CERTIFICATE);

    private TlsJson() {}

    private static String keyExchange(String suite) {
        int with = suite.indexOf(WITH);
        return with < 0 ? "any" : small(suite.substring(TLS.length(), with));
    }

    private static String cipher(String suite) {
        int with = suite.indexOf(WITH);
        return small(suite.substring(with < 0 ? TLS.length() : with + WITH.length(), suite.lastIndexOf('_')));
    }

    private static String hash(String suite) {
        return small(suite.substring(suite.lastIndexOf('_') + 1));
    }

    private static String small(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
