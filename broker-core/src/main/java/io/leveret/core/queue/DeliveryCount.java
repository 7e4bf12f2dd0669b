package io.leveret.core.queue;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;

/** The header that tells consumers how often a message came back. */
final class DeliveryCount {
    private static final String HEADER = "x-delivery-count";

    private DeliveryCount() {}

    /** The message as it is sent, with the header; what the queue keeps stays as it is. */
    static Message stamped(Message message, int deliveries) {
        FieldTable headers = Properties.headers(message.properties());
        FieldTable.Builder stamped = FieldTable.builder();
        if (headers != null) {
            for (FieldTable.Entry header : headers) {
                if (!header.key().equals(HEADER)) {
                    stamped.put(header.key(), header.value());
                }
            }
        }
        stamped.put(HEADER, FieldValue.of((long) deliveries));
        return message.withProperties(Properties.withHeaders(message.properties(), stamped.build()));
    }
}
