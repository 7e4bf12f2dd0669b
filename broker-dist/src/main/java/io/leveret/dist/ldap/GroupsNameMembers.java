package io.leveret.dist.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Groups that have a member are searched for; a search asks for so many members at once. */
record GroupsNameMembers(String base, List<String> attributes) implements Memberships.Step {
    private static final int AT_ONCE = 50;

    /** The one attribute of groups that has names of logins, not of entries. */
    private static final String LOGINS = "memberUid";

    private static final String NO_ATTRIBUTES = "1.1";

    @Override
    public Set<DN> groupsOf(LDAPInterface directory, Set<DN> members, String login) throws LDAPException {
        Set<DN> groups = new HashSet<>();
        List<DN> all = List.copyOf(members);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<DN> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            for (SearchResultEntry entry :
                    directory.search(request(filter(some, login))).getSearchEntries()) {
                groups.add(entry.getParsedDN());
            }
        }
        return groups;
    }

    private Filter filter(List<DN> members, String login) {
        List<Filter> any = new ArrayList<>();
        for (String attribute : attributes) {
            if (!attribute.equalsIgnoreCase(LOGINS)) {
                members.forEach(member -> any.add(Filter.createEqualityFilter(attribute, member.toString())));
            } else if (!login.isEmpty()) {
                any.add(Filter.createEqualityFilter(attribute, login));
            }
        }
        return Filter.createORFilter(any);
    }

    private SearchRequest request(Filter filter) throws LDAPException {
        return new SearchRequest(
                base, SearchScope.SUB, DereferencePolicy.NEVER, Memberships.MOST + 1, 0, false, filter, NO_ATTRIBUTES);
    }
}
