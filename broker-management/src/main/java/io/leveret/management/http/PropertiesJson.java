package io.leveret.management.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Properties;
import io.leveret.core.message.PropertiesBuilder;
import io.leveret.management.broker.Problem;
import java.math.BigInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A message's properties as JSON, under RabbitMQ's names: those that are present. */
public final class PropertiesJson {
    /** A content header has to fit into a frame, and this is how large frames are for most. */
    private static final int LARGEST = 130_000;

    private static final String CONTENT_TYPE = "content_type";
    private static final String CONTENT_ENCODING = "content_encoding";
    private static final String HEADERS = "headers";
    private static final String DELIVERY_MODE = "delivery_mode";
    private static final String PRIORITY = "priority";
    private static final String CORRELATION_ID = "correlation_id";
    private static final String REPLY_TO = "reply_to";
    private static final String EXPIRATION = "expiration";
    private static final String MESSAGE_ID = "message_id";
    private static final String TIMESTAMP = "timestamp";
    private static final String TYPE = "type";
    private static final String USER_ID = "user_id";
    private static final String APP_ID = "app_id";
    private static final String CLUSTER_ID = "cluster_id";

    private PropertiesJson() {}

    /** JSON of properties as they lie in messages. */
    public static ObjectNode of(byte[] octets) {
        ObjectNode json = Json.object();
        put(json, CONTENT_TYPE, Properties.contentType(octets));
        put(json, CONTENT_ENCODING, Properties.contentEncoding(octets));
        FieldTable headers = Properties.headers(octets);
        if (headers != null) {
            json.set(HEADERS, FieldJson.of(headers));
        }
        if (Properties.deliveryMode(octets) != 0) {
            json.put(DELIVERY_MODE, Properties.deliveryMode(octets));
        }
        if (Properties.hasPriority(octets)) {
            json.put(PRIORITY, Properties.priority(octets));
        }
        put(json, CORRELATION_ID, Properties.correlationId(octets));
        put(json, REPLY_TO, Properties.replyTo(octets));
        put(json, EXPIRATION, Properties.expiration(octets));
        put(json, MESSAGE_ID, Properties.messageId(octets));
        Long timestamp = Properties.timestamp(octets);
        if (timestamp != null) {
            json.put(TIMESTAMP, new BigInteger(Long.toUnsignedString(timestamp)));
        }
        put(json, TYPE, Properties.type(octets));
        put(json, USER_ID, Properties.userId(octets));
        put(json, APP_ID, Properties.appId(octets));
        put(json, CLUSTER_ID, Properties.clusterId(octets));
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    /** Properties for a message, from JSON; what has another name is ignored. Throws a {@link Problem} if they are none. */
    public static byte[] octets(JsonNode json) {
        boolean none = isAbsent(json) || (json.isArray() && json.isEmpty());
        if (!json.isObject() && !none) {
            throw Problem.badRequest("properties are a JSON object");
        }
        PropertiesBuilder made = new PropertiesBuilder();
        text(json, CONTENT_TYPE, made::contentType);
        text(json, CONTENT_ENCODING, made::contentEncoding);
        JsonNode headers = json.path(HEADERS);
        if (!isAbsent(headers)) {
            made.headers(FieldJson.table(headers));
        }
        octet(json, DELIVERY_MODE, made::deliveryMode);
        octet(json, PRIORITY, made::priority);
        text(json, CORRELATION_ID, made::correlationId);
        text(json, REPLY_TO, made::replyTo);
        text(json, EXPIRATION, made::expiration);
        text(json, MESSAGE_ID, made::messageId);
        JsonNode timestamp = json.path(TIMESTAMP);
        if (!isAbsent(timestamp)) {
            made.timestamp(whole(TIMESTAMP, timestamp, Long.MAX_VALUE));
        }
        text(json, TYPE, made::type);
        text(json, USER_ID, made::userId);
        text(json, APP_ID, made::appId);
        text(json, CLUSTER_ID, made::clusterId);
        return checked(made.build());
    }

    /** The octets themselves; throws a {@link Problem} if they are more than other clients can be sent. */
    public static byte[] checked(byte[] octets) {
        if (octets.length > LARGEST) {
            throw Problem.badRequest("the properties have " + octets.length + " bytes, at most " + LARGEST);
        }
        return octets;
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static void text(JsonNode json, String name, Consumer<String> property) {
        JsonNode value = json.path(name);
        if (isAbsent(value)) {
            return;
        }
        if (!value.isTextual()) {
            throw Problem.badRequest("the property " + name + " is a string");
        }
        property.accept(ShortString.checked(name, value.textValue()));
    }

    private static void octet(JsonNode json, String name, IntConsumer property) {
        JsonNode value = json.path(name);
        if (!isAbsent(value)) {
            property.accept((int) whole(name, value, 255));
        }
    }

    private static long whole(String name, JsonNode value, long most) {
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > most) {
            throw Problem.badRequest("the property " + name + " is a whole number from 0 to " + most);
        }
        return value.longValue();
    }
}
