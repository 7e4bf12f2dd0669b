package io.leveret.dist.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import io.leveret.dist.settings.LdapSettings;
import java.util.Arrays;

/** A distinguished name with variables in its values. What they stand for stays within its value, whatever characters it has. Immutable. */
final class NameTemplate {
    private final DN template;
    private final String text;

    /** {@code text} was found to be a distinguished name when the settings were read. */
    NameTemplate(String text) {
        try {
            this.template = new DN(text);
        } catch (LDAPException e) {
            throw new IllegalStateException("'" + text + "' is no distinguished name", e);
        }
        this.text = text;
    }

    boolean dependsOnVhost() {
        return text.contains(LdapSettings.VHOST);
    }

    /** The name with this user; the variable for a virtual host stands as it is. */
    DN with(String user) {
        return with(user, LdapSettings.VHOST);
    }

    DN with(String user, String vhost) {
        RDN[] parts = Arrays.stream(template.getRDNs())
                .map(part -> new RDN(
                        part.getAttributeNames(),
                        Arrays.stream(part.getAttributeValues())
                                .map(value -> expand(value, user, vhost))
                                .toArray(String[]::new)))
                .toArray(RDN[]::new);
        return new DN(parts);
    }

    /** One variable after the other as they stand: a name may look like the other variable. */
    private static String expand(String value, String user, String vhost) {
        int at = value.indexOf(LdapSettings.USERNAME);
        if (at < 0) {
            return value.replace(LdapSettings.VHOST, vhost);
        }
        return value.substring(0, at).replace(LdapSettings.VHOST, vhost)
                + user
                + expand(value.substring(at + LdapSettings.USERNAME.length()), user, vhost);
    }
}
