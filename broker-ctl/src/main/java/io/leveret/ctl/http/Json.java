package io.leveret.ctl.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.ctl.error.CommandException;
import java.io.IOException;

/** JSON as trees: what is sent, what came, what a user typed. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static JsonNode text(String value) {
        return JsonNodeFactory.instance.textNode(value);
    }

    /** A value that a user typed; {@code what} names it in the error. */
    public static JsonNode parse(String what, String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (!node.isMissingNode()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            int column = e.getLocation().getColumnNr();
            throw CommandException.data(what + " is no JSON at character " + column + ": " + text);
        }
        throw CommandException.data(what + " is empty; it must be JSON");
    }

    /** A JSON object that a user typed. */
    public static ObjectNode parseObject(String what, String text) {
        if (parse(what, text) instanceof ObjectNode object) {
            return object;
        }
        throw CommandException.data(what + " must be a JSON object such as {\"max-length\":100}, but is " + text);
    }

    static JsonNode read(byte[] octets) throws IOException {
        return MAPPER.readTree(octets);
    }

    /** In one line. */
    public static String write(JsonNode node) {
        return node.toString();
    }

    /** In lines for people. */
    public static String writePretty(JsonNode node) {
        return node.toPrettyString();
    }
}
