package io.leveret.core.access;

/** A search with a regular expression takes more steps than it may. */
public final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyStepsException() {
        super("too many steps", null, false, false);
    }
}
