package io.leveret.core.access;

import java.util.Map;

/** What a user may do in one virtual host; {@code topics} by the name of the exchange that they are about. Immutable. */
public record Rights(Permissions permissions, Map<String, TopicPermission> topics) {
    public static final Rights ALL = of(Permissions.ALL);
    public static final Rights NONE = of(Permissions.NONE);

    public Rights {
        topics = Map.copyOf(topics);
    }

    /** Rights without any on routing keys: all are allowed. */
    public static Rights of(Permissions permissions) {
        return new Rights(permissions, Map.of());
    }
}
