package io.leveret.dist.tls;

/** Certificates or keys that can't be used; the message names the file and says what is wrong with it. */
public final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TlsException(String message) {
        super(message);
    }

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
