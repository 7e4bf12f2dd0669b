package io.leveret.dist.ldap;

import com.unboundid.ldap.sdk.DN;
import io.leveret.core.access.Access;
import io.leveret.core.access.Grant;
import io.leveret.core.access.NamePattern;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.Rights;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the groups give that somebody was in when the directory was asked: in a virtual host, all that any of them does. */
record GroupGrant(List<GroupRight> all, Set<DN> groups) implements Grant {
    @Override
    public @Nullable Rights rightsIn(String vhost) {
        List<GroupRight> here =
                all.stream().filter(right -> right.isFor(vhost, groups)).toList();
        return here.isEmpty()
                ? null
                : Rights.of(new Permissions(
                        union(here, Access.CONFIGURE, vhost),
                        union(here, Access.WRITE, vhost),
                        union(here, Access.READ, vhost)));
    }

    private static NamePattern union(List<GroupRight> rights, Access access, String vhost) {
        return NamePattern.anyOf(
                rights.stream().map(right -> right.pattern(access, vhost)).toList());
    }
}
