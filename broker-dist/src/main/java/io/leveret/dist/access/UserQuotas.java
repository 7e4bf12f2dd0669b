package io.leveret.dist.access;

import io.leveret.core.access.ChannelQuota;
import io.leveret.core.node.ChannelQuotas;
import java.util.HashMap;
import java.util.Map;

/** One count of channels for each user that ever connected. Owner: node. */
public final class UserQuotas implements ChannelQuotas {
    private final Map<String, UserChannels> byUser = new HashMap<>();

    @Override
    public ChannelQuota of(String user) {
        return channels(user);
    }

    @Override
    public void limit(String user, long maxChannels) {
        channels(user).limit(maxChannels);
    }

    private UserChannels channels(String user) {
        return byUser.computeIfAbsent(user, UserChannels::new);
    }
}
