package io.leveret.management.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Shape} that is put together of fields, each with how its value is made: a list is sorted by one of them without making the others. Filled where it is made,
 * and not changed later.
 */
public final class Parts<T> implements Shape<T> {
    private final Map<String, Part<T>> parts = new LinkedHashMap<>();

    /** A field's value; null if the object doesn't have the field. */
    @FunctionalInterface
    private interface Part<T> {
        @Nullable
        JsonNode json(T one);

        /** How to get what is at a path in the value. */
        default Function<T, JsonNode> at(String path) {
            return one -> json(one) instanceof ObjectNode object ? Columns.at(object, path) : MissingNode.getInstance();
        }
    }

    /** An object in the object. */
    private record Inner<T, U>(Function<T, @Nullable U> way, Shape<U> shape) implements Part<T> {
        @Override
        public @Nullable JsonNode json(T one) {
            U inner = way.apply(one);
            return inner == null ? null : shape.json(inner);
        }

        @Override
        public Function<T, JsonNode> at(String path) {
            return along(way, shape.at(path));
        }
    }

    /** A field that is told of something else than the object. */
    private record Other<T, U>(Function<T, @Nullable U> way, Part<U> part) implements Part<T> {
        @Override
        public @Nullable JsonNode json(T one) {
            U other = way.apply(one);
            return other == null ? null : part.json(other);
        }

        @Override
        public Function<T, JsonNode> at(String path) {
            return along(way, part.at(path));
        }
    }

    private static <T, U> Function<T, JsonNode> along(Function<T, @Nullable U> way, Function<U, JsonNode> then) {
        return one -> {
            U next = way.apply(one);
            return next == null ? MissingNode.getInstance() : then.apply(next);
        };
    }

    private Parts<T> put(String name, Part<T> part) {
        parts.put(name, part);
        return this;
    }

    /** A field whose value may be any JSON; null if the object doesn't have it. */
    public Parts<T> any(String name, Function<T, @Nullable JsonNode> of) {
        return put(name, of::apply);
    }

    /** Null becomes the null of JSON. */
    public Parts<T> text(String name, Function<T, @Nullable String> of) {
        return put(name, one -> {
            String text = of.apply(one);
            return text == null ? NullNode.getInstance() : TextNode.valueOf(text);
        });
    }

    public Parts<T> whole(String name, ToLongFunction<T> of) {
        return put(name, one -> LongNode.valueOf(of.applyAsLong(one)));
    }

    public Parts<T> real(String name, ToDoubleFunction<T> of) {
        return put(name, one -> DoubleNode.valueOf(of.applyAsDouble(one)));
    }

    public Parts<T> flag(String name, Predicate<T> of) {
        return put(name, one -> BooleanNode.valueOf(of.test(one)));
    }

    /** A field whose value is an object, of something that is told of this one; null if the object doesn't have it. */
    public <U> Parts<T> inner(String name, Function<T, @Nullable U> way, Shape<U> shape) {
        return put(name, new Inner<>(way, shape));
    }

    /** All fields of something that belongs to the object; null if the object has none of them. */
    public <U> Parts<T> all(Function<T, @Nullable U> way, Parts<U> of) {
        of.parts.forEach((name, part) -> put(name, new Other<>(way, part)));
        return this;
    }

    @Override
    public ObjectNode json(T one) {
        ObjectNode object = Json.object();
        parts.forEach((name, part) -> {
            JsonNode value = part.json(one);
            if (value != null) {
                object.set(name, value);
            }
        });
        return object;
    }

    @Override
    public Function<T, JsonNode> at(String path) {
        int dot = path.indexOf('.');
        Part<T> part = parts.get(dot < 0 ? path : path.substring(0, dot));
        if (part == null) {
            return one -> MissingNode.getInstance();
        }
        if (dot >= 0) {
            return part.at(path.substring(dot + 1));
        }
        return one -> {
            JsonNode value = part.json(one);
            return value == null ? MissingNode.getInstance() : value;
        };
    }
}
