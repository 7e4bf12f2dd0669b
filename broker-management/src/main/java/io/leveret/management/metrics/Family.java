package io.leveret.management.metrics;

import java.util.Locale;
import java.util.Optional;

/** The groups of metrics that {@code /metrics/detailed} serves one by one, under RabbitMQ's names for them, and which objects of a virtual host each is about. */
enum Family {
    CONNECTION_CHURN_METRICS(Source.TOTALS),
    NODE_COARSE_METRICS(Source.TOTALS),
    NODE_METRICS(Source.TOTALS),
    NODE_PERSISTER_METRICS(Source.TOTALS),
    QUEUE_COARSE_METRICS(Source.QUEUES),
    QUEUE_CONSUMER_COUNT(Source.QUEUES),
    QUEUE_METRICS(Source.QUEUES),
    QUEUE_DELIVERY_METRICS(Source.QUEUES),
    CHANNEL_QUEUE_EXCHANGE_METRICS(Source.QUEUES),
    /** Ours: how long messages wait. */
    QUEUE_AGE_METRICS(Source.QUEUES),
    CONNECTION_COARSE_METRICS(Source.CONNECTIONS),
    CONNECTION_METRICS(Source.CONNECTIONS),
    CHANNEL_METRICS(Source.CHANNELS),
    CHANNEL_EXCHANGE_METRICS(Source.CHANNELS),
    CHANNEL_QUEUE_METRICS(Source.CHANNELS),
    EXCHANGE_METRICS(Source.EXCHANGES),
    VHOST_STATUS(Source.TOTALS),
    EXCHANGE_NAMES(Source.EXCHANGES),
    EXCHANGE_BINDINGS(Source.BINDINGS);

    private final Source source;

    Family(Source source) {
        this.source = source;
    }

    /** What is to be asked of the cores. */
    enum Source {
        TOTALS,
        QUEUES,
        CONNECTIONS,
        CHANNELS,
        EXCHANGES,
        /** With the exchanges that they lead away from. */
        BINDINGS
    }

    Source source() {
        return source;
    }

    /** The family of this name, if it is served here. */
    static Optional<Family> of(String name) {
        for (Family family : values()) {
            if (family.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }
}
