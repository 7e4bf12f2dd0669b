package io.leveret.dist;

/** The broker cannot start, for a reason the operator can remove; the message is one line that names it. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String message) {
        super(message, null, false, false);
    }
}
