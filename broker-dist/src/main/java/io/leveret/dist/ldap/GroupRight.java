package io.leveret.dist.ldap;

import com.unboundid.ldap.sdk.DN;
import io.leveret.core.access.Access;
import io.leveret.core.access.NamePattern;
import io.leveret.dist.settings.LdapGroup;
import io.leveret.dist.settings.LdapSettings;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one group gives to one user in virtual hosts. Expressions that are the same in all of them are made once. Immutable. */
final class GroupRight {
    private static final Logger LOG = LoggerFactory.getLogger(GroupRight.class);
    private static final NamePattern NOTHING = NamePattern.of("");

    private final NameTemplate group;
    private final LdapGroup gives;
    private final String user;
    private final Optional<NamePattern> vhosts;
    private final Map<Access, NamePattern> everywhere = new EnumMap<>(Access.class);

    GroupRight(NameTemplate group, LdapGroup gives, String user) {
        this.group = group;
        this.gives = gives;
        this.user = user;
        this.vhosts = gives.vhostPattern().map(regex -> made(regex, ""));
        for (Access access : Access.values()) {
            if (!regex(access).contains(LdapSettings.VHOST)) {
                everywhere.put(access, made(regex(access), ""));
            }
        }
    }

    /** Whether it is for this virtual host, and for who is in these groups. */
    boolean isFor(String vhost, Set<DN> groups) {
        return isFor(vhost) && (!group.dependsOnVhost() || groups.contains(group.with(user, vhost)));
    }

    private boolean isFor(String vhost) {
        return vhosts.map(pattern -> pattern.matches(vhost)).orElse(false)
                || gives.vhost()
                        .map(name -> name.replace(LdapSettings.USERNAME, user).equals(vhost))
                        .orElse(false);
    }

    NamePattern pattern(Access access, String vhost) {
        NamePattern made = everywhere.get(access);
        return made == null ? made(regex(access), vhost) : made;
    }

    private String regex(Access access) {
        return switch (access) {
            case CONFIGURE -> gives.configure();
            case WRITE -> gives.write();
            case READ -> gives.read();
        };
    }

    /** With these names in it; one that is no expression then, such as {@code [a-${username}]} with some names, is found nowhere. */
    private NamePattern made(String regex, String vhost) {
        try {
            return NamePattern.compiled(regex.replace(LdapSettings.USERNAME, NamePattern.literal(user))
                    .replace(LdapSettings.VHOST, NamePattern.literal(vhost)));
        } catch (PatternSyntaxException e) {
            LOG.warn(
                    "an expression of leveret.ldap.groups is none with these names and allows nothing user={} vhost={} regex={}",
                    user,
                    vhost,
                    regex);
            return NOTHING;
        }
    }
}
