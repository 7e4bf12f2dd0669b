package io.leveret.dist.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.ResultCode;
import io.leveret.dist.settings.LdapSettings;
import java.util.HashSet;
import java.util.Set;

/** Finds out which groups somebody is in, and in which groups these are, level by level as far as that is wanted. Immutable. */
final class Memberships {
    /** Far more than anybody is in, and little to remember. */
    static final int MOST = 1_000;

    private final int nested;
    private final Step step;

    /** From members to the groups that they are in directly. */
    interface Step {
        /** {@code login} is the name of who has logged in, in the first step; empty afterwards. */
        Set<DN> groupsOf(LDAPInterface directory, Set<DN> members, String login) throws LDAPException;
    }

    Memberships(LdapSettings.Membership settings) {
        this.nested = settings.nested();
        this.step = switch (settings.toldBy()) {
            case GROUP -> new GroupsNameMembers(settings.base(), settings.memberAttributes());
            case USER -> new MembersNameGroups(settings.groupAttribute());
        };
    }

    Set<DN> of(LDAPInterface directory, DN user, String login) throws LDAPException {
        Set<DN> groups = new HashSet<>(step.groupsOf(directory, Set.of(user), login));
        Set<DN> last = Set.copyOf(groups);
        for (int level = 0; level < nested && !last.isEmpty(); level++) {
            Set<DN> next = new HashSet<>(step.groupsOf(directory, last, ""));
            next.removeAll(groups);
            groups.addAll(next);
            last = next;
            bound(groups);
        }
        bound(groups);
        return Set.copyOf(groups);
    }

    private static void bound(Set<DN> groups) throws LDAPException {
        if (groups.size() > MOST) {
            throw new LDAPException(ResultCode.SIZE_LIMIT_EXCEEDED, "the user is in more than " + MOST + " groups");
        }
    }
}
