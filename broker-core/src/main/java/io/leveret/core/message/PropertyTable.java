package io.leveret.core.message;

import org.jspecify.annotations.Nullable;

/** The properties of a message as a field table, named as RabbitMQ's firehose names them. */
public final class PropertyTable {
    private PropertyTable() {}

    /** The properties that are there. */
    public static FieldTable of(byte[] properties) {
        FieldTable.Builder table = FieldTable.builder();
        put(table, "content_type", Properties.contentType(properties));
        put(table, "content_encoding", Properties.contentEncoding(properties));
        FieldTable headers = Properties.headers(properties);
        if (headers != null) {
            table.put("headers", headers);
        }
        if (Properties.deliveryMode(properties) != 0) {
            table.put("delivery_mode", Properties.deliveryMode(properties));
        }
        if (Properties.hasPriority(properties)) {
            table.put("priority", Properties.priority(properties));
        }
        put(table, "correlation_id", Properties.correlationId(properties));
        put(table, "reply_to", Properties.replyTo(properties));
        put(table, "expiration", Properties.expiration(properties));
        put(table, "message_id", Properties.messageId(properties));
        Long timestamp = Properties.timestamp(properties);
        if (timestamp != null) {
            table.put("timestamp", timestamp);
        }
        put(table, "type", Properties.type(properties));
        put(table, "user_id", Properties.userId(properties));
        put(table, "app_id", Properties.appId(properties));
        put(table, "cluster_id", Properties.clusterId(properties));
        return table.build();
    }

    private static void put(FieldTable.Builder table, String name, @Nullable String value) {
        if (value != null) {
            table.put(name, value);
        }
    }
}
