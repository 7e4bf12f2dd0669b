package io.leveret.management.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.management.broker.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list as RabbitMQ's API gives it: filtered by {@code name} ({@code use_regex}), sorted ({@code sort}, {@code sort_reverse}), a page of it ({@code page},
 * {@code page_size}) or all, of each object all or some {@code columns}. Only what the page shows is made JSON as a whole.
 */
public final class Page {
    private static final int MOST_ROWS = 500;
    private static final int USUAL_ROWS = 100;

    private Page() {}

    /** What a list is of. {@code name} is what the filter looks at, {@code sorted} has what it can be sorted by, {@code shown} is what an object looks like. */
    public record Rows<T>(List<T> all, Function<T, String> name, Shape<T> sorted, Shape<T> shown) {
        /** Of a list that can be sorted by what it shows. */
        public Rows(List<T> all, Function<T, String> name, Shape<T> shown) {
            this(all, name, shown, shown);
        }
    }

    /** The answer: an array, or an object about a page if one was asked for. */
    public static <T> JsonNode of(Request request, Rows<T> rows) {
        List<T> filtered = filtered(request, rows);
        List<T> sorted = sorted(request, rows, filtered);
        Columns columns = Columns.of(request);
        if (request.query("page").isEmpty()) {
            return LazyArray.node(sorted, row -> columns.of(rows.shown().json(row)));
        }
        int page = number(request, "page", 1, Integer.MAX_VALUE);
        int size = number(request, "page_size", USUAL_ROWS, MOST_ROWS);
        int pages = (sorted.size() + size - 1) / size;
        if (page > Math.max(1, pages)) {
            throw Problem.badRequest("page_out_of_range");
        }
        List<T> part = sorted.subList(
                Math.min((page - 1) * size, sorted.size()), (int) Math.min((long) page * size, sorted.size()));
        ObjectNode answer = Json.object();
        answer.put("filtered_count", filtered.size());
        answer.put("item_count", part.size());
        answer.set("items", array(part, rows, columns));
        answer.put("page", page);
        answer.put("page_count", pages);
        answer.put("page_size", size);
        answer.put("total_count", rows.all().size());
        return answer;
    }

    private static int number(Request request, String name, int otherwise, int most) {
        String text = request.query(name).orElse(String.valueOf(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw Problem.badRequest("Pagination parameters are invalid");
        }
        throw Problem.badRequest(
                name.equals("page_size")
                        ? "page_size is a number from 1 to " + MOST_ROWS
                        : "Pagination parameters are invalid");
    }

    private static <T> List<T> filtered(Request request, Rows<T> rows) {
        Optional<String> name = request.query("name").filter(text -> !text.isEmpty());
        if (name.isEmpty()) {
            return rows.all();
        }
        if (!request.flag("use_regex")) {
            String wanted = name.get().toLowerCase(Locale.ROOT);
            return rows.all().stream()
                    .filter(row ->
                            rows.name().apply(row).toLowerCase(Locale.ROOT).contains(wanted))
                    .toList();
        }
        NameFilter pattern = NameFilter.of(name.get());
        return rows.all().stream()
                .filter(row -> pattern.matches(rows.name().apply(row)))
                .toList();
    }

    private static <T> List<T> sorted(Request request, Rows<T> rows, List<T> filtered) {
        Optional<String> by = request.query("sort").filter(text -> !text.isEmpty());
        if (by.isEmpty()) {
            return filtered;
        }
        Function<T, JsonNode> value = rows.sorted().at(by.get());
        Comparator<Keyed<T>> order = Comparator.comparing(Keyed::key);
        return filtered.stream()
                .map(row -> new Keyed<>(row, Key.of(value.apply(row))))
                .sorted(request.flag("sort_reverse") ? order.reversed() : order)
                .map(Keyed::row)
                .toList();
    }

    private record Keyed<T>(T row, Key key) {}

    /** As in RabbitMQ numbers come before all else, and what is missing is 0. Whole ones of more than 53 bits are compared nearly. */
    private record Key(double number, @Nullable String text) implements Comparable<Key> {
        static final Key ZERO = new Key(0, null);

        static Key of(JsonNode value) {
            if (value.isMissingNode() || value.isNull()) {
                return ZERO;
            }
            return value.isNumber() ? new Key(value.doubleValue(), null) : new Key(0, value.asText());
        }

        @Override
        public int compareTo(Key other) {
            if (text != null && other.text != null) {
                return text.compareTo(other.text);
            }
            return text == null && other.text == null
                    ? Double.compare(number, other.number)
                    : Boolean.compare(text != null, other.text != null);
        }
    }

    private static <T> ArrayNode array(List<T> part, Rows<T> rows, Columns columns) {
        ArrayNode array = Json.array();
        part.forEach(row -> array.add(columns.of(rows.shown().json(row))));
        return array;
    }
}
