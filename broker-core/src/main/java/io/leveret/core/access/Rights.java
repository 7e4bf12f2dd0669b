package io.leveret.core.access;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user may do in one virtual host. On routing keys of topic exchanges there are rules of two kinds: {@code topics}, by the name of the exchange that they
 * are about, leave all others free; {@code topicScopes}, unless they are null, are all that is allowed. Immutable.
 */
public record Rights(
        Permissions permissions,
        Map<String, TopicPermission> topics,
        @Nullable List<TopicScope> topicScopes) {
    public static final Rights ALL = of(Permissions.ALL);
    public static final Rights NONE = of(Permissions.NONE);

    public Rights {
        topics = Map.copyOf(topics);
        topicScopes = topicScopes == null ? null : List.copyOf(topicScopes);
    }

    public Rights(Permissions permissions, Map<String, TopicPermission> topics) {
        this(permissions, topics, null);
    }

    /** Rights without any on routing keys: all are allowed. */
    public static Rights of(Permissions permissions) {
        return new Rights(permissions, Map.of());
    }

    /** Rights with the routing keys that these allow, and no others. */
    public static Rights scoped(Permissions permissions, List<TopicScope> topicScopes) {
        return new Rights(permissions, Map.of(), topicScopes);
    }

    /** Whether there are any rules on routing keys. */
    boolean hasTopics() {
        return topicScopes != null || !topics.isEmpty();
    }
}
