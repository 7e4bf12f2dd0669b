package io.leveret.core.access;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in, with what it may do. {@code permissions} has an entry for every virtual host that the user may enter;
 * {@code loopbackOnly} users are refused from other hosts.
 */
public record User(String name, Set<String> tags, boolean loopbackOnly, Map<String, Permissions> permissions) {
    /** Users with this tag may set another's name in a message's user-id. */
    public static final String IMPERSONATOR = "impersonator";

    public User {
        tags = Set.copyOf(tags);
        permissions = Map.copyOf(permissions);
    }

    /** The user's rights in {@code vhost}, or null if it may not enter it. */
    public @Nullable Permissions permissionsIn(String vhost) {
        return permissions.get(vhost);
    }
}
