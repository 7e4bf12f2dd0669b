package io.leveret.dist.settings;

import io.leveret.core.node.PublishRate;

/** {@code leveret.limits}: what a connection, and all those of a user and of a virtual host together, may publish, where these have no limit of their own. */
public record PublishRates(PublishRate connection, PublishRate user, PublishRate vhost) {
    public static final PublishRates NONE = new PublishRates(PublishRate.NONE, PublishRate.NONE, PublishRate.NONE);

    private static final int MOST_MESSAGES = 1_000_000_000;

    static PublishRates read(SettingsReader reader) {
        return new PublishRates(rate(reader, "connection"), rate(reader, "user"), rate(reader, "vhost"));
    }

    private static PublishRate rate(SettingsReader reader, String of) {
        String key = "leveret.limits." + of + "-publish";
        long messages = reader.whole(key + "-rate", 0, MOST_MESSAGES);
        long bytes = reader.manyBytes(key + "-bytes-rate", "0 B", "1 TiB");
        return new PublishRate(messages == 0 ? -1 : messages, bytes == 0 ? -1 : bytes);
    }
}
