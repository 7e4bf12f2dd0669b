package io.leveret.management.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Octets;
import io.leveret.management.broker.Problem;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** AMQP's field tables as JSON and back, with RabbitMQ's types: a whole number becomes a 64 bit integer, null becomes void. */
public final class FieldJson {
    private static final int LONGEST_KEY = 255;

    private FieldJson() {}

    public static ObjectNode of(FieldTable table) {
        ObjectNode object = Json.object();
        table.forEach(entry -> object.set(entry.key(), of(entry.value())));
        return object;
    }

    public static JsonNode of(FieldValue value) {
        return switch (value.type()) {
            case 't' -> BooleanNode.valueOf(value.asBoolean());
            case 'f', 'd' -> DoubleNode.valueOf(value.asDouble());
            case 'D' -> decimal((FieldValue.Decimal) value.value());
            case 'S', 'x' -> TextNode.valueOf(value.asString());
            case 'V' -> NullNode.getInstance();
            case 'F' -> of(value.asTable());
            case 'A' -> {
                ArrayNode array = Json.array();
                value.asArray().forEach(item -> array.add(of(item)));
                yield array;
            }
            default -> LongNode.valueOf(value.asLong());
        };
    }

    private static JsonNode decimal(FieldValue.Decimal decimal) {
        return DecimalNode.valueOf(BigDecimal.valueOf(decimal.unscaled(), decimal.scale()));
    }

    /** The table that an object stands for; none stands for an empty one. Throws a {@link Problem} for what is no object. */
    public static FieldTable table(@Nullable JsonNode json) {
        if (json == null || json.isNull() || json.isMissingNode()) {
            return FieldTable.EMPTY;
        }
        if (json.isArray() && json.isEmpty()) {
            return FieldTable.EMPTY; // as an empty object looks in RabbitMQ's older definitions
        }
        if (!(json instanceof ObjectNode object)) {
            throw Problem.badRequest("arguments and headers are an object, not " + json.getNodeType());
        }
        FieldTable.Builder table = FieldTable.builder();
        object.properties().forEach(property -> table.put(key(property.getKey()), value(property.getValue())));
        return table.build();
    }

    private static String key(String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw Problem.badRequest("the name of a field has at most " + LONGEST_KEY + " octets, not '" + name + "'");
        }
        return name;
    }

    private static FieldValue value(JsonNode json) {
        return switch (json.getNodeType()) {
            case BOOLEAN -> FieldValue.of(json.booleanValue());
            case NUMBER -> number(json);
            case STRING -> FieldValue.of(json.textValue());
            case OBJECT -> FieldValue.of(table(json));
            case ARRAY -> {
                List<FieldValue> items = new ArrayList<>();
                json.forEach(item -> items.add(value(item)));
                yield FieldValue.of(items);
            }
            default -> new FieldValue('V', Octets.of(new byte[0]));
        };
    }

    private static FieldValue number(JsonNode json) {
        if (!json.isIntegralNumber()) {
            return new FieldValue('d', json.doubleValue());
        }
        if (!json.canConvertToLong()) {
            throw Problem.badRequest(json.asText() + " does not fit 64 bits");
        }
        return FieldValue.of(json.longValue());
    }
}
