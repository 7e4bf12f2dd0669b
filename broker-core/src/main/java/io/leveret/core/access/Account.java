package io.leveret.core.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a user beside its rights. {@code passwordHash} says itself how it was made; an empty one lets nobody in by password.
 * {@code loopbackOnly} users are refused from other hosts. {@code grant} is null for the accounts that the node keeps: it knows their rights itself. Immutable.
 */
public record Account(
        String name,
        String passwordHash,
        Set<String> tags,
        boolean loopbackOnly,
        @Nullable Grant grant) {
    /** Stands for who operates the broker on its own machine, without a login: may do everything everywhere. No user can have this name. */
    public static final Account OPERATOR =
            new Account("local operator", "", Set.of(User.ADMINISTRATOR), true, vhost -> Rights.ALL);

    public Account {
        tags = Set.copyOf(tags);
    }

    /** One that the node keeps. */
    public Account(String name, String passwordHash, Set<String> tags, boolean loopbackOnly) {
        this(name, passwordHash, tags, loopbackOnly, null);
    }

    /** One that the node does not keep. The operator's name is nobody else's: an {@link IllegalArgumentException}. */
    public static Account granted(String name, Set<String> tags, Grant grant) {
        if (name.equals(OPERATOR.name)) {
            throw new IllegalArgumentException("'" + name + "' can be no user's name");
        }
        return new Account(name, "", tags, false, grant);
    }

    /** Whether it has the name that no user can have. */
    public boolean isNamedAsOperator() {
        return name.equals(OPERATOR.name);
    }

    @Override
    public String toString() {
        return "Account[" + name + "]"; // a hash does not belong into a log
    }
}
