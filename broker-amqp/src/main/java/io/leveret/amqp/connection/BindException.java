package io.leveret.amqp.connection;

/** An address cannot be listened on; the message says in one line which, and why. */
public final class BindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BindException(String message, Throwable cause) {
        super(message, cause);
    }
}
