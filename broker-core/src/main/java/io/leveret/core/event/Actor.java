package io.leveret.core.event;

import org.jspecify.annotations.Nullable;

/** Through whom something happens; {@code connection} is null for what comes by no connection. Immutable. */
public record Actor(String user, @Nullable String connection, Source source) {
    /** The broker by itself, under the name that RabbitMQ has for that. */
    public static final Actor BROKER = new Actor("rmq-internal", null, Source.BROKER);

    /** By which way a change comes. */
    public enum Source {
        AMQP,
        HTTP,
        BROKER
    }

    /** A user of the management API. */
    public static Actor http(String user) {
        return new Actor(user, null, Source.HTTP);
    }
}
