package io.leveret.dist.tool;

/** Nothing was done, for a reason the operator can remove; the message is one line that names it. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message, null, false, false);
    }
}
