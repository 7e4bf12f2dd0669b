package io.leveret.core.access;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A user, with what it may do. {@code rights} has an entry for every virtual host that the user may enter. Immutable. */
public record User(String name, Set<String> tags, Map<String, Rights> rights) {
    /** Users with this tag may set another's name in a message's user-id. */
    public static final String IMPERSONATOR = "impersonator";

    /** Users with this tag may change everything of the node. */
    public static final String ADMINISTRATOR = "administrator";

    /** Who operates the broker on its own machine ({@link Account#OPERATOR}), with all rights in these virtual hosts. */
    public static User operator(Set<String> vhosts) {
        return new User(
                Account.OPERATOR.name(),
                Account.OPERATOR.tags(),
                vhosts.stream().collect(Collectors.toMap(vhost -> vhost, vhost -> Rights.ALL)));
    }

    public User {
        tags = Set.copyOf(tags);
        rights = Map.copyOf(rights);
    }

    /** The user's rights in {@code vhost}, or null if it may not enter it. */
    public @Nullable Rights rightsIn(String vhost) {
        return rights.get(vhost);
    }
}
