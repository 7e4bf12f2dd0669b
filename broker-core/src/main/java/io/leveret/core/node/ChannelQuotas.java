package io.leveret.core.node;

import io.leveret.core.access.ChannelQuota;

/** The users' quotas of channels. All calls are the node's. */
public interface ChannelQuotas {
    /** The quota that all connections of this user share. */
    ChannelQuota of(String user);

    /** Sets how many channels the user may have open; a negative number is no limit. */
    void limit(String user, long maxChannels);
}
