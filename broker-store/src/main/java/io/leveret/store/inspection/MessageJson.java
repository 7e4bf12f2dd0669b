package io.leveret.store.inspection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.message.Body;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** A message's content as JSON: properties decoded, but for the headers, which are the octets of a field table in base64. */
final class MessageJson {
    private MessageJson() {}

    static void put(Message message, boolean withBody, ObjectNode to) {
        to.put("exchange", message.exchange()).put("routingKey", message.routingKey());
        put(message.properties(), to.putObject("properties"));
        if (withBody) {
            to.put("body", octets(message.body()));
        }
    }

    private static void put(byte[] properties, ObjectNode to) {
        put("contentType", Properties.contentType(properties), to);
        put("contentEncoding", Properties.contentEncoding(properties), to);
        FieldTable headers = Properties.headers(properties);
        if (headers != null) {
            to.put("headers", headers.encoded());
        }
        if (Properties.deliveryMode(properties) != 0) {
            to.put("deliveryMode", Properties.deliveryMode(properties));
        }
        if (Properties.hasPriority(properties)) {
            to.put("priority", Properties.priority(properties));
        }
        put("correlationId", Properties.correlationId(properties), to);
        put("replyTo", Properties.replyTo(properties), to);
        put("expiration", Properties.expiration(properties), to);
        put("messageId", Properties.messageId(properties), to);
        Long timestamp = Properties.timestamp(properties);
        if (timestamp != null) {
            to.put("timestamp", Long.toUnsignedString(timestamp));
        }
        put("type", Properties.type(properties), to);
        put("userId", Properties.userId(properties), to);
        put("appId", Properties.appId(properties), to);
        put("clusterId", Properties.clusterId(properties), to);
    }

    private static void put(String name, @Nullable String value, ObjectNode to) {
        if (value != null) {
            to.put(name, value);
        }
    }

    private static byte[] octets(Body body) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream((int) body.size());
        for (int i = 0; i < body.chunkCount(); i++) {
            octets.writeBytes(body.chunk(i));
        }
        return octets.toByteArray();
    }
}
