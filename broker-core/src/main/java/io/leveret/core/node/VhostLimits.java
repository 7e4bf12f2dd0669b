package io.leveret.core.node;

import io.leveret.core.message.FieldTable;

/** Bounds of a virtual host; a negative number is none. */
public record VhostLimits(long maxConnections, long maxQueues, PublishRate publishRate) {
    public static final VhostLimits NONE = new VhostLimits(-1, -1);

    private static final String MAX_CONNECTIONS = "max-connections";
    private static final String MAX_QUEUES = "max-queues";

    /** Without a bound of what may be published. */
    public VhostLimits(long maxConnections, long maxQueues) {
        this(maxConnections, maxQueues, PublishRate.NONE);
    }

    public VhostLimits withMaxConnections(long most) {
        return new VhostLimits(most, maxQueues, publishRate);
    }

    public VhostLimits withMaxQueues(long most) {
        return new VhostLimits(maxConnections, most, publishRate);
    }

    public VhostLimits withPublishRate(PublishRate rate) {
        return new VhostLimits(maxConnections, maxQueues, rate);
    }

    static VhostLimits decode(FieldTable table) {
        return new VhostLimits(
                Values.whole(table, MAX_CONNECTIONS), Values.whole(table, MAX_QUEUES), PublishRate.decode(table));
    }

    FieldTable encoded() {
        FieldTable.Builder table =
                FieldTable.builder().put(MAX_CONNECTIONS, maxConnections).put(MAX_QUEUES, maxQueues);
        return publishRate.encode(table).build();
    }
}
