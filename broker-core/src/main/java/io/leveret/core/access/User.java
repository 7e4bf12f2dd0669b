package io.leveret.core.access;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A user, with what it may do. {@code rights} has an entry for every virtual host that the user may enter. Immutable. */
public record User(String name, Set<String> tags, Map<String, Rights> rights) {
    /** Users with this tag may set another's name in a message's user-id. */
    public static final String IMPERSONATOR = "impersonator";

    public User {
        tags = Set.copyOf(tags);
        rights = Map.copyOf(rights);
    }

    /** The user's rights in {@code vhost}, or null if it may not enter it. */
    public @Nullable Rights rightsIn(String vhost) {
        return rights.get(vhost);
    }
}
