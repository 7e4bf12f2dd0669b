package io.leveret.management.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;

/** How objects of a kind look as JSON. {@link Parts} can make one value of an object without the others. */
@FunctionalInterface
public interface Shape<T> {
    ObjectNode json(T one);

    /** How to get the value at a path, such as {@code message_stats.publish_details.rate}: the missing node of objects that have none. */
    default Function<T, JsonNode> at(String path) {
        return one -> Columns.at(json(one), path);
    }
}
