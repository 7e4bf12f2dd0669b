package io.leveret.core.exchange;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The types of exchange, by the names that clients use. */
public enum ExchangeType {
    DIRECT,
    FANOUT,
    TOPIC,
    HEADERS;

    /** The type with this name, or null. */
    public static @Nullable ExchangeType of(String name) {
        for (ExchangeType type : values()) {
            if (type.wireName().equals(name)) {
                return type;
            }
        }
        return null;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A new exchange of this type, with no bindings. */
    public static Exchange create(ExchangeSettings settings) {
        return switch (settings.type()) {
            case DIRECT -> new DirectExchange(settings);
            case FANOUT -> new FanoutExchange(settings);
            case TOPIC -> new TopicExchange(settings);
            case HEADERS -> new HeadersExchange(settings);
        };
    }
}
