package io.leveret.core.event;

/**
 * Somebody changed something, or was refused. {@code action} is such as {@code queue.declare}, {@code vhost} empty for what is the whole node's, {@code object}
 * the name of what was to be changed, {@code detail} what there is to say of it: why it was refused, or how it was changed. Immutable.
 */
public record AuditEntry(Actor by, String action, String vhost, String object, Result result, String detail) {
    /** What has become of it. */
    public enum Result {
        OK,
        REFUSED
    }

    public static AuditEntry ok(Actor by, String action, String vhost, String object, String detail) {
        return new AuditEntry(by, action, vhost, object, Result.OK, detail);
    }

    public static AuditEntry refused(Actor by, String action, String vhost, String object, String why) {
        return new AuditEntry(by, action, vhost, object, Result.REFUSED, why);
    }
}
