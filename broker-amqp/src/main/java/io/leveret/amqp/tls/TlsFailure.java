package io.leveret.amqp.tls;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslClosedEngineException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in a sentence why a TLS handshake failed. */
public final class TlsFailure {
    private static final int DEEPEST = 16;

    private TlsFailure() {}

    /** The cause, for people. */
    public static String text(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < DEEPEST; i++) {
            String known = known(cause);
            if (known != null) {
                return known;
            }
            if (cause.getCause() == null) {
                break;
            }
            cause = cause.getCause();
        }
        return byMessage(cause);
    }

    private static @Nullable String known(Throwable cause) {
        if (cause instanceof NotSslRecordException) {
            return "the client does not speak TLS, and this port is for TLS only";
        } else if (cause instanceof SslHandshakeTimeoutException) {
            return "the client took too long";
        } else if (cause instanceof CertificateExpiredException) {
            return "the client's certificate has expired: " + cause.getMessage();
        } else if (cause instanceof CertificateNotYetValidException) {
            return "the client's certificate is not valid yet: " + cause.getMessage();
        } else if (cause instanceof CertificateRevokedException revoked) {
            return "the client's certificate was revoked on "
                    + revoked.getRevocationDate().toInstant();
        } else if (cause instanceof CertPathBuilderException && cause.getCause() == null) {
            return "no authority that is trusted here has issued the client's certificate";
        } else if (cause instanceof ClosedChannelException || cause instanceof SslClosedEngineException) {
            return "the client closed the connection";
        }
        return null;
    }

    private static String byMessage(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        String small = message.toLowerCase(Locale.ROOT).replace('_', ' ');
        if (small.contains("empty client certificate chain") || small.contains("peer did not return a certificate")) {
            return "the client gave no certificate, and leveret.tls.client-certificates = required";
        } else if (small.contains("alert") && (small.contains("certificate") || small.contains("unknown ca"))) {
            return "the client refused our certificate: " + message;
        } else if (small.contains("protocol version")
                || small.contains("unsupported protocol")
                || small.contains("client requested protocol")) {
            return "no version of TLS that both sides speak: " + message;
        } else if (small.contains("no cipher suites in common") || small.contains("no shared cipher")) {
            return "no cipher suite that both sides have: " + message;
        }
        return message;
    }
}
