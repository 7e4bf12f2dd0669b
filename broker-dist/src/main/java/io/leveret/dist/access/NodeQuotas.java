package io.leveret.dist.access;

import io.leveret.core.access.ChannelQuota;
import io.leveret.core.access.PublishQuota;
import io.leveret.core.node.PublishRate;
import io.leveret.core.node.Quotas;
import io.leveret.core.node.UserLimits;
import io.leveret.dist.settings.PublishRates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** What each user that ever connected, and each virtual host, has used up. Owner: node. */
public final class NodeQuotas implements Quotas {
    private final ConfiguredRates configured;
    private final LongSupplier clockNanos;
    private final Map<String, UserChannels> channels = new HashMap<>();
    private final Map<String, PublishMeter> users = new HashMap<>();
    private final Map<String, PublishMeter> vhosts = new HashMap<>();

    /** {@code configured} is for those without a rate of their own. */
    public NodeQuotas(ConfiguredRates configured, LongSupplier clockNanos) {
        this.configured = configured;
        this.clockNanos = clockNanos;
    }

    @Override
    public ChannelQuota channels(String user) {
        return channelsOf(user);
    }

    @Override
    public PublishQuota publishes(String user, String vhost) {
        PublishMeter connection = meter(PublishRates::connection);
        return new PublishQuotas(List.of(connection, user(user), vhost(vhost)));
    }

    @Override
    public void limitUser(String user, UserLimits limits) {
        channelsOf(user).limit(limits.maxChannels());
        user(user).limit(limits.publishRate());
    }

    @Override
    public void limitVhost(String vhost, PublishRate rate) {
        vhost(vhost).limit(rate);
    }

    private UserChannels channelsOf(String user) {
        return channels.computeIfAbsent(user, UserChannels::new);
    }

    private PublishMeter user(String name) {
        return users.computeIfAbsent(name, any -> meter(PublishRates::user));
    }

    private PublishMeter vhost(String name) {
        return vhosts.computeIfAbsent(name, any -> meter(PublishRates::vhost));
    }

    private PublishMeter meter(Function<PublishRates, PublishRate> of) {
        return new PublishMeter(() -> of.apply(configured.rates()), clockNanos);
    }
}
