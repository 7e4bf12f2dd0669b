package io.leveret.management.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.management.broker.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The fields of an object, such as a request's body; what is missing or of another type is refused. Numbers and truth values may be strings, as in RabbitMQ. */
public final class Fields {
    private final ObjectNode body;

    private Fields(ObjectNode body) {
        this.body = body;
    }

    /** Refuses a body that lacks one of these, in RabbitMQ's words. */
    public static Fields of(Request request, String... needed) {
        return of(request.body(), needed);
    }

    /** Refuses an object that lacks one of these. */
    public static Fields of(ObjectNode body, String... needed) {
        String missing = Arrays.stream(needed)
                .filter(key -> !body.has(key))
                .map(key -> "{key_missing," + key + "}")
                .collect(Collectors.joining(","));
        if (!missing.isEmpty()) {
            throw Problem.badRequest("[" + missing + "]");
        }
        return new Fields(body);
    }

    public boolean has(String key) {
        return body.hasNonNull(key);
    }

    public JsonNode json(String key) {
        return body.path(key);
    }

    public String text(String key) {
        return text(key, body.path(key));
    }

    public String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    private static String text(String key, JsonNode value) {
        if (!value.isTextual()) {
            throw Problem.badRequest(key + " is a string, not " + value);
        }
        return value.textValue();
    }

    public boolean truth(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        String text = body.path(key).asText();
        if (!text.equals("true") && !text.equals("false")) {
            throw Problem.badRequest(key + " is true or false, not " + body.path(key));
        }
        return text.equals("true");
    }

    public int whole(String key, int otherwise) {
        JsonNode value = body.path(key);
        if (!has(key)) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value.asText());
        } catch (NumberFormatException e) {
            throw Problem.badRequest(key + " is a whole number, not " + value);
        }
    }

    /** A whole number of things. */
    public int count(String key, int otherwise) {
        int count = whole(key, otherwise);
        if (count < 0) {
            throw Problem.badRequest(key + " is a whole number from 0 to " + Integer.MAX_VALUE + ", not " + count);
        }
        return count;
    }

    /** An array of strings, or one string with commas between them. */
    public List<String> words(String key) {
        JsonNode value = body.path(key);
        List<String> words = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(word -> words.add(text(key, word)));
        } else if (has(key)) {
            words.addAll(Arrays.asList(text(key).split(",", -1)));
        }
        return words.stream().map(String::trim).filter(word -> !word.isEmpty()).toList();
    }

    /** Any value, as it can be kept. */
    public FieldValue value(String key) {
        ObjectNode alone = Json.object();
        alone.set(key, body.path(key));
        FieldValue value = FieldJson.table(alone).get(key);
        if (value == null) {
            throw new IllegalStateException("a table lost its only field");
        }
        return value;
    }

    /** The arguments of what is declared: an object, empty if absent. */
    public FieldTable arguments() {
        return FieldJson.table(body.path("arguments"));
    }

    /** An object. */
    public FieldTable table(String key) {
        if (!body.path(key).isObject()) {
            throw Problem.badRequest(key + " is an object, not " + body.path(key));
        }
        return FieldJson.table(body.path(key));
    }
}
