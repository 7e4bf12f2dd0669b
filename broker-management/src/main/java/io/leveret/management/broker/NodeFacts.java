package io.leveret.management.broker;

import java.util.List;
import java.util.function.IntSupplier;

/**
 * What does not change while the node runs: {@code name} such as {@code leveret@host}, {@code version} of Leveret, {@code startedAtMillis} since 1970, and where it listens; {@code connectionLimit} is asked how many connections may be open at once.
 */
public record NodeFacts(
        String name,
        String clusterName,
        String version,
        long startedAtMillis,
        String dataDirectory,
        IntSupplier connectionLimit,
        List<Listener> listeners) {
    /** The version of RabbitMQ that Leveret behaves like: tools look at it to know what they may ask for. */
    public static final String RABBITMQ_VERSION = "4.1.0";

    public NodeFacts {
        listeners = List.copyOf(listeners);
    }

    /** One address that something listens on; {@code protocol} is {@code amqp}, {@code http} or {@code http/prometheus}. */
    public record Listener(String protocol, String address, int port) {}
}
