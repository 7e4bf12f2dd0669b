package io.leveret.amqp.connection;

import io.leveret.core.message.FieldTable;

/** What connection.start tells clients about the broker, under RabbitMQ's keys. */
public final class ServerProperties {
    private ServerProperties() {}

    public static FieldTable of(String product, String version, String clusterName) {
        return FieldTable.builder()
                .put("capabilities", capabilities())
                .put("cluster_name", clusterName)
                .put("copyright", "")
                .put("information", "Licensed under the Apache License 2.0.")
                .put("platform", "Java " + Runtime.version().feature())
                .put("product", product)
                .put("version", version)
                .build();
    }

    private static FieldTable capabilities() {
        return FieldTable.builder()
                .put("publisher_confirms", true)
                .put("exchange_exchange_bindings", true)
                .put("basic.nack", true)
                .put("consumer_cancel_notify", true)
                .put("connection.blocked", true)
                .put("consumer_priorities", true)
                .put("authentication_failure_close", true)
                .put("per_consumer_qos", true)
                .put("direct_reply_to", true)
                .build();
    }
}
