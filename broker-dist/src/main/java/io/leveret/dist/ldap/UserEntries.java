package io.leveret.dist.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import io.leveret.dist.settings.LdapSettings.UserNames;
import java.util.List;

/** Which entry of the directory is that of a user. Immutable. */
interface UserEntries {
    /** The entry of this name; the directory decides whether it is there. */
    Entry find(String name) throws LDAPException;

    /** One that is not {@code known} stands for a name that has no entry: its password is tried all the same, so that it takes the same time, and is wrong. */
    record Entry(DN name, boolean known) {}

    static UserEntries of(UserNames settings, Directory directory) {
        if (!settings.pattern().isEmpty()) {
            NameTemplate pattern = new NameTemplate(settings.pattern());
            return name -> new Entry(pattern.with(name), true);
        }
        return new LookedUp(settings.lookupBase(), settings.lookupAttribute(), directory);
    }

    /** Searched for; a name that several entries have is nobody's. */
    record LookedUp(String base, String attribute, Directory directory) implements UserEntries {
        private static final int ONE_TOO_MANY = 2;
        private static final String NO_ATTRIBUTES = "1.1";

        @Override
        public Entry find(String name) throws LDAPException {
            List<SearchResultEntry> found = search(name);
            return found.size() == 1
                    ? new Entry(found.get(0).getParsedDN(), true)
                    : new Entry(new DN(new RDN(attribute, name), new DN(base)), false);
        }

        private List<SearchResultEntry> search(String name) throws LDAPException {
            SearchRequest request = new SearchRequest(
                    base,
                    SearchScope.SUB,
                    DereferencePolicy.NEVER,
                    ONE_TOO_MANY,
                    0,
                    false,
                    Filter.createEqualityFilter(attribute, name),
                    NO_ATTRIBUTES);
            try {
                return directory.asService(service -> service.search(request).getSearchEntries());
            } catch (LDAPSearchException e) {
                if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                    return List.of();
                }
                throw e;
            }
        }
    }
}
