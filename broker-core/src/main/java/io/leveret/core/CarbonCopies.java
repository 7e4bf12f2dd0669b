package io.leveret.core;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers CC and BCC: more routing keys for the same exchange; BCC is taken out before anybody sees the message. */
final class CarbonCopies {
    static final String CC = "CC";
    private static final String BCC = "BCC";

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
        addKeys(headers, BCC, keys);
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

    /** The message as others may see it. */
    static Message withoutBlind(Message message, @Nullable FieldTable headers) {
        if (headers == null || headers.get(BCC) == null) {
            return message;
        }
        return message.withProperties(Properties.withHeaders(message.properties(), without(headers, BCC)));
    }

    static FieldTable without(FieldTable headers, String name) {
        FieldTable.Builder kept = FieldTable.builder();
        for (FieldTable.Entry header : headers) {
            if (!header.key().equals(name)) {
                kept.put(header.key(), header.value());
            }
        }
        return kept.build();
    }
}
