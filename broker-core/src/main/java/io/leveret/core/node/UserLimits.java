package io.leveret.core.node;

import io.leveret.core.message.FieldTable;

/** Bounds of a user, over all virtual hosts; a negative number is none. */
public record UserLimits(long maxConnections, long maxChannels) {
    public static final UserLimits NONE = new UserLimits(-1, -1);

    private static final String MAX_CONNECTIONS = "max-connections";
    private static final String MAX_CHANNELS = "max-channels";

    static UserLimits decode(FieldTable table) {
        return new UserLimits(Values.whole(table, MAX_CONNECTIONS), Values.whole(table, MAX_CHANNELS));
    }

    FieldTable encoded() {
        return FieldTable.builder()
                .put(MAX_CONNECTIONS, maxConnections)
                .put(MAX_CHANNELS, maxChannels)
                .build();
    }
}
