package io.leveret.core.access;

import java.util.Set;

/**
 * What is kept of a user beside its rights. {@code passwordHash} says itself how it was made; an empty one lets nobody in by password.
 * {@code loopbackOnly} users are refused from other hosts. Immutable.
 */
public record Account(String name, String passwordHash, Set<String> tags, boolean loopbackOnly) {
    /** Stands for who operates the broker on its own machine, without a login: may do everything everywhere. No user can have this name. */
    public static final Account OPERATOR = new Account("local operator", "", Set.of(User.ADMINISTRATOR), true);

    public Account {
        tags = Set.copyOf(tags);
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
