package io.leveret.core.node;

import io.leveret.core.message.FieldTable;

/** Bounds of a virtual host; a negative number is none. */
public record VhostLimits(long maxConnections, long maxQueues) {
    public static final VhostLimits NONE = new VhostLimits(-1, -1);

    private static final String MAX_CONNECTIONS = "max-connections";
    private static final String MAX_QUEUES = "max-queues";

    static VhostLimits decode(FieldTable table) {
        return new VhostLimits(Values.whole(table, MAX_CONNECTIONS), Values.whole(table, MAX_QUEUES));
    }

    FieldTable encoded() {
        return FieldTable.builder()
                .put(MAX_CONNECTIONS, maxConnections)
                .put(MAX_QUEUES, maxQueues)
                .build();
    }
}
