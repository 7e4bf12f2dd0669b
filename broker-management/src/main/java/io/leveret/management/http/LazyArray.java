package io.leveret.management.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.POJONode;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An array whose items are made JSON one after the other as it is written: of many thousand there is never more than a buffer's worth. */
final class LazyArray {
    private final int size;
    private final Iterator<JsonNode> items;

    private LazyArray(int size, Iterator<JsonNode> items) {
        this.size = size;
        this.items = items;
    }

    /** A node that stands for the array, to be an answer. */
    static <T> JsonNode node(List<T> rows, Function<T, JsonNode> json) {
        return JsonNodeFactory.instance.pojoNode(
                new LazyArray(rows.size(), rows.stream().map(json).iterator()));
    }

    /** The array that an answer stands for; null if it is something else. */
    static @Nullable LazyArray of(Object answer) {
        return answer instanceof POJONode node && node.getPojo() instanceof LazyArray array ? array : null;
    }

    /** How many items there are. */
    int size() {
        return size;
    }

    /** To be gone through once. */
    Iterator<JsonNode> items() {
        return items;
    }
}
