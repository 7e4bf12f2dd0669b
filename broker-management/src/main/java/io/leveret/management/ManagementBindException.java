package io.leveret.management;

/** An address that can't be listened on, said in one line. */
public final class ManagementBindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ManagementBindException(String message, Throwable cause) {
        super(message, cause);
    }
}
