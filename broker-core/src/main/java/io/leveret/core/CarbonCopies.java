package io.leveret.core;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers CC and BCC: more routing keys for the same exchange; BCC stays in what the broker keeps, and nobody else sees it
 * ({@link Message#visible}). */
final class CarbonCopies {
    private static final String CC = "CC";

    private CarbonCopies() {}

    /** Refuses headers of another type than array. */
    static void check(FieldTable headers) {
        keys("", headers);
    }

    /** The routing key and those that the headers add; arrays of long strings, as RabbitMQ takes them (other items count for nothing). */
    static List<String> keys(String routingKey, @Nullable FieldTable headers) {
        if (headers == null) {
            return List.of(routingKey);
        }
        List<String> keys = new ArrayList<>(1);
        keys.add(routingKey);
        addKeys(headers, CC, keys);
        addKeys(headers, Message.BLIND_COPIES, keys);
        return keys;
    }

    private static void addKeys(FieldTable headers, String name, List<String> keys) {
        FieldValue value = headers.get(name);
        if (value == null) {
            return;
        }
        if (value.type() != 'A') {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "invalid message: {unacceptable_type_in_header,\"" + name + "\"," + value.typeName() + "}");
        }
        for (FieldValue item : value.asArray()) {
            if (item.isLongString()) {
                keys.add(item.asString());
            }
        }
    }

    /** {@link #keys} without those that nobody is to see. */
    static List<String> visibleKeys(String routingKey, FieldTable headers) {
        List<String> keys = new ArrayList<>(1);
        keys.add(routingKey);
        addKeys(headers, CC, keys);
        return keys;
    }

    /** The headers without these two. */
    static FieldTable without(FieldTable headers) {
        FieldTable.Builder kept = FieldTable.builder();
        for (FieldTable.Entry header : headers) {
            if (!header.key().equals(CC) && !header.key().equals(Message.BLIND_COPIES)) {
                kept.put(header.key(), header.value());
            }
        }
        return kept.build();
    }
}
