package io.leveret.management.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/** The fields of objects that a request wants to see ({@code columns=name,message_stats.publish}); none named = all. */
public final class Columns {
    private final List<String> paths;

    private Columns(List<String> paths) {
        this.paths = paths;
    }

    public static Columns of(Request request) {
        return new Columns(request.query("columns")
                .map(text -> Arrays.stream(text.split(",", -1))
                        .map(String::trim)
                        .filter(path -> !path.isEmpty())
                        .sorted()
                        .toList())
                .orElse(List.of()));
    }

    /** The wanted part of an object, in the form of the whole. */
    public JsonNode of(ObjectNode whole) {
        if (paths.isEmpty()) {
            return whole;
        }
        ObjectNode part = Json.object();
        for (String path : paths) {
            copy(whole, part, path.split("\\.", -1), 0);
        }
        return part;
    }

    private static void copy(JsonNode from, ObjectNode to, String[] path, int depth) {
        JsonNode value = from.get(path[depth]);
        if (value == null) {
            return;
        }
        if (depth == path.length - 1) {
            to.set(path[depth], value);
        } else if (value.isObject()) {
            copy(value, to.withObjectProperty(path[depth]), path, depth + 1);
        }
    }

    /** The value at a path, such as {@code message_stats.publish_details.rate}. */
    static JsonNode at(ObjectNode whole, String path) {
        JsonNode value = whole;
        for (String name : path.split("\\.", -1)) {
            value = value.path(name);
        }
        return value == null ? MissingNode.getInstance() : value;
    }
}
