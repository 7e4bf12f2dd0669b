package io.leveret.management.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** The paths of all that is in an object, such as {@code message_stats.publish_details.rate}. */
public final class Paths {
    private Paths() {}

    public static Set<String> of(JsonNode object) {
        Set<String> paths = new TreeSet<>();
        collect(object, "", paths);
        return paths;
    }

    private static void collect(JsonNode object, String before, Set<String> paths) {
        object.properties().forEach(property -> {
            paths.add(before + property.getKey());
            collect(property.getValue(), before + property.getKey() + ".", paths);
        });
    }

    /** The value at a path. */
    public static JsonNode at(JsonNode object, String path) {
        return object.at("/" + path.replace('.', '/'));
    }
}
