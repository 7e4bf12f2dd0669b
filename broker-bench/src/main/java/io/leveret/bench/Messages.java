package io.leveret.bench;

import io.leveret.core.message.Body;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;

/** The messages that are measured with: 100 octets, with properties as most clients set them. */
final class Messages {
    static final int BODY_SIZE = 100;

    static final String EXCHANGE = "orders";
    static final String ROUTING_KEY = "orders.eu.created";

    /** Property flags content-type and delivery-mode, then the two. */
    private static final byte[] TRANSIENT = {(byte) 0x90, 0, 4, 'j', 's', 'o', 'n', 1};

    private static final byte[] PERSISTENT = {(byte) 0x90, 0, 4, 'j', 's', 'o', 'n', 2};
    private static final byte[] WITH_HEADERS = Properties.withHeaders(
            TRANSIENT,
            FieldTable.builder()
                    .put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                    .put("tenant", "acme")
                    .put("attempt", 3)
                    .build());
    private static final Body BODY = Body.of(new byte[BODY_SIZE]);

    private Messages() {}

    static byte[] properties(boolean persistent) {
        return persistent ? PERSISTENT : TRANSIENT;
    }

    /** A new message; its octets are shared, as they would be the same for every one. */
    static Message message(boolean persistent) {
        return new Message(EXCHANGE, ROUTING_KEY, properties(persistent), BODY, 0);
    }

    /** A transient one with three headers that mean nothing to the broker. */
    static Message withHeaders() {
        return new Message(EXCHANGE, ROUTING_KEY, WITH_HEADERS, BODY, 0);
    }
}
