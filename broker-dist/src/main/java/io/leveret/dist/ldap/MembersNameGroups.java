package io.leveret.dist.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.HashSet;
import java.util.Set;

/** The entries of members are read, which name their groups; an entry that can't be read names none. */
record MembersNameGroups(String attribute) implements Memberships.Step {
    @Override
    public Set<DN> groupsOf(LDAPInterface directory, Set<DN> members, String login) throws LDAPException {
        Set<DN> groups = new HashSet<>();
        for (DN member : members) {
            SearchResultEntry entry = directory.getEntry(member.toString(), attribute);
            String[] names = entry == null ? null : entry.getAttributeValues(attribute);
            if (names != null) {
                for (String name : names) {
                    groups.add(new DN(name));
                }
            }
        }
        return groups;
    }
}
