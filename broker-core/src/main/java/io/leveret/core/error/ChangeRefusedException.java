package io.leveret.core.error;

/** A change of users, virtual hosts or policies that can't be made; for whoever asked for it, not for AMQP clients. */
public final class ChangeRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why a change is refused. */
    public enum Reason {
        /** What was asked for makes no sense. */
        INVALID,
        /** What it is about is not there. */
        NOT_FOUND,
        /** What it is about is just being deleted. */
        BUSY
    }

    public ChangeRefusedException(Reason reason, String text) {
        super(text);
        this.reason = reason;
    }

    public static ChangeRefusedException invalid(String text) {
        return new ChangeRefusedException(Reason.INVALID, text);
    }

    public static ChangeRefusedException notFound(String text) {
        return new ChangeRefusedException(Reason.NOT_FOUND, text);
    }

    public Reason reason() {
        return reason;
    }
}
