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
        /** Somebody said that it must not be deleted. */
        PROTECTED,
        /** What it is about is just being deleted. */
        BUSY,
        /** It failed by a defect of ours. */
        FAILED
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

    /** For a defect that is logged; what was done of the change is not known. */
    public static ChangeRefusedException failed() {
        return new ChangeRefusedException(Reason.FAILED, "internal error, see the broker's log");
    }

    public Reason reason() {
        return reason;
    }
}
