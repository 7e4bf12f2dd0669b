package io.leveret.core.node;

import io.leveret.core.message.FieldTable;

/** Bounds of a user, over all virtual hosts; a negative number is none. */
public record UserLimits(long maxConnections, long maxChannels, PublishRate publishRate) {
    public static final UserLimits NONE = new UserLimits(-1, -1);

    private static final String MAX_CONNECTIONS = "max-connections";
    private static final String MAX_CHANNELS = "max-channels";

    /** Without a bound of what may be published. */
    public UserLimits(long maxConnections, long maxChannels) {
        this(maxConnections, maxChannels, PublishRate.NONE);
    }

    public UserLimits withMaxConnections(long most) {
        return new UserLimits(most, maxChannels, publishRate);
    }

    public UserLimits withMaxChannels(long most) {
        return new UserLimits(maxConnections, most, publishRate);
    }

    public UserLimits withPublishRate(PublishRate rate) {
        return new UserLimits(maxConnections, maxChannels, rate);
    }

    static UserLimits decode(FieldTable table) {
        return new UserLimits(
                Values.whole(table, MAX_CONNECTIONS), Values.whole(table, MAX_CHANNELS), PublishRate.decode(table));
    }

    FieldTable encoded() {
        FieldTable.Builder table =
                FieldTable.builder().put(MAX_CONNECTIONS, maxConnections).put(MAX_CHANNELS, maxChannels);
        return publishRate.encode(table).build();
    }
}
