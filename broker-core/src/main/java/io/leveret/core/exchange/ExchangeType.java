package io.leveret.core.exchange;

import org.jspecify.annotations.Nullable;

/** The types of exchange, by the names that clients use. */
public enum ExchangeType {
    DIRECT("direct"),
    FANOUT("fanout"),
    TOPIC("topic"),
    HEADERS("headers"),
    CONSISTENT_HASH("x-consistent-hash"),
    MODULUS_HASH("x-modulus-hash"),
    RANDOM("x-random"),
    LOCAL_RANDOM("x-local-random"),
    RECENT_HISTORY("x-recent-history"),
    MESSAGE_DEDUPLICATION("x-message-deduplication"),
    DELAYED_MESSAGE("x-delayed-message");

    private final String wireName;

    ExchangeType(String wireName) {
        this.wireName = wireName;
    }

    /** The type with this name, or null. */
    public static @Nullable ExchangeType of(String name) {
        for (ExchangeType type : values()) {
            if (type.wireName.equals(name)) {
                return type;
            }
        }
        return null;
    }

    public String wireName() {
        return wireName;
    }
}
