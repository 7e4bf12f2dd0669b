package io.leveret.management.http;

import io.leveret.core.access.Account;
import io.leveret.core.access.User;
import io.leveret.core.node.NodeView;

/** Who sends a request, and what the node looked like when it came. */
public record Login(Account account, User user, NodeView node) {
    /** Whether the user may use what is for these. */
    public boolean is(Access access) {
        return access.allows(user.tags());
    }

    /** Whether the user may look at this virtual host: it may enter it, or watches over all. */
    public boolean sees(String vhost) {
        return user.rightsIn(vhost) != null || is(Access.MONITORING);
    }
}
