package io.leveret.core.node;

import io.leveret.core.access.ChannelQuota;
import io.leveret.core.access.PublishQuota;

/** What users and virtual hosts may use up, over all connections. All calls are the node's. */
public interface Quotas {
    /** The quota of channels that all connections of this user share. */
    ChannelQuota channels(String user);

    /** How fast a new connection of this user to this virtual host may publish, with all that share its quotas. */
    PublishQuota publishes(String user, String vhost);

    /** What the user may use from now on, its open connections too. */
    void limitUser(String user, UserLimits limits);

    /** How fast may be published in this virtual host from now on, by open connections too. */
    void limitVhost(String vhost, PublishRate rate);
}
