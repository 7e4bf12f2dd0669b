package io.leveret.core.journal;

/** What a setting in the journal is about. The codes are on disk: none is ever changed or used again. */
public enum SettingKind {
    /** A user, by its name. */
    USER(1),
    /** What a user may do in a virtual host: named by the user. */
    PERMISSION(2),
    /** What a user may do with the routing keys of a topic exchange: named by both, see {@link SettingName}. */
    TOPIC_PERMISSION(3),
    /** A virtual host, by its name. */
    VHOST(4),
    POLICY(5),
    OPERATOR_POLICY(6),
    /** The limits of a virtual host; without a name of their own. */
    VHOST_LIMITS(7),
    /** The limits of a user, by its name. */
    USER_LIMITS(8),
    /** A value that earlier versions kept for tools in a virtual host. It is read, so that their data directories are, and means nothing. */
    PARAMETER(9),
    /** A value that is kept for tools of the whole node, by its name. */
    GLOBAL_PARAMETER(10);

    private final int code;

    SettingKind(int code) {
        this.code = code;
    }

    /** The octet that stands for this kind. */
    public int code() {
        return code;
    }

    /** Throws {@link IllegalStateException} for a code of a version that is newer than this one. */
    public static SettingKind of(int code) {
        for (SettingKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalStateException("setting of unknown kind " + code + ": written by a newer version");
    }
}
