package io.leveret.core.access;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user, with what it may do. {@code rights} has an entry for every virtual host that the user may enter. One that is {@code granted} its rights by somebody
 * else than the node keeps them, whatever becomes of the node's own user of this name. Immutable.
 */
public record User(String name, Set<String> tags, Map<String, Rights> rights, boolean granted) {
    /** Users with this tag may set another's name in a message's user-id. */
    public static final String IMPERSONATOR = "impersonator";

    /** Users with this tag may change everything of the node. */
    public static final String ADMINISTRATOR = "administrator";

    /** Who operates the broker on its own machine ({@link Account#OPERATOR}), with all rights in these virtual hosts. */
    public static User operator(Set<String> vhosts) {
        return granted(Account.OPERATOR.name(), Account.OPERATOR.tags(), vhost -> Rights.ALL, vhosts);
    }

    /** One with these rights, of those virtual hosts. */
    public static User granted(String name, Set<String> tags, Grant grant, Set<String> vhosts) {
        Map<String, Rights> rights = new HashMap<>();
        for (String vhost : vhosts) {
            Rights here = grant.rightsIn(vhost);
            if (here != null) {
                rights.put(vhost, here);
            }
        }
        return new User(name, tags, rights, true);
    }

    public User {
        tags = Set.copyOf(tags);
        rights = Map.copyOf(rights);
    }

    /** One of the node's own. */
    public User(String name, Set<String> tags, Map<String, Rights> rights) {
        this(name, tags, rights, false);
    }

    /** The user's rights in {@code vhost}, or null if it may not enter it. */
    public @Nullable Rights rightsIn(String vhost) {
        return rights.get(vhost);
    }
}
