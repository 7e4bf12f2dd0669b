package io.leveret.management.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.message.FieldTable;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.FieldJson;
import io.leveret.management.http.Request;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The fields of a request's body, read as leniently as RabbitMQ reads them: numbers and truth values may be strings. */
record BodyFields(ObjectNode body) {
    static BodyFields of(Request request) {
        return new BodyFields(request.body());
    }

    /** Throws a {@link Problem} that names all of these that the body lacks. */
    BodyFields require(String... names) {
        String missing = Arrays.stream(names)
                .filter(name -> !body.has(name))
                .map(name -> "{key_missing," + name + "}")
                .collect(Collectors.joining(","));
        if (!missing.isEmpty()) {
            throw Problem.badRequest("[" + missing + "]");
        }
        return this;
    }

    JsonNode value(String name) {
        return body.path(name);
    }

    /** False if absent. */
    boolean flag(String name) {
        JsonNode value = value(name);
        String text = isAbsent(value) ? "false" : value.asText();
        if (value.isContainerNode() || !(text.equals("true") || text.equals("false"))) {
            throw Problem.badRequest(name + " is true or false, not " + value);
        }
        return text.equals("true");
    }

    /** Empty if absent. */
    String text(String name) {
        JsonNode value = value(name);
        if (value.isContainerNode()) {
            throw Problem.badRequest(name + " is a string");
        }
        return isAbsent(value) ? "" : value.asText();
    }

    int whole(String name, int otherwise) {
        JsonNode value = value(name);
        if (isAbsent(value)) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.asText());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw noNumber(name, value);
        }
        throw noNumber(name, value);
    }

    private static Problem noNumber(String name, JsonNode value) {
        return Problem.badRequest(name + " is a whole number from 0 to " + Integer.MAX_VALUE + ", not " + value);
    }

    /** A table, empty if absent. */
    FieldTable table(String name) {
        return FieldJson.table(value(name));
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
