package io.leveret.management.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.management.broker.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A list as RabbitMQ's API gives it: filtered by {@code name} ({@code use_regex}), sorted ({@code sort}, {@code sort_reverse}), a page of it ({@code page},
 * {@code page_size}) or all, of each object all or some {@code columns}. Only what the page shows is made JSON, unless it is sorted by something that only the
 * JSON has.
 */
public final class Page {
    private static final int MOST_ROWS = 500;
    private static final int USUAL_ROWS = 100;

    private Page() {}

    /**
     * What a list is of. {@code name} is what the filter looks at, {@code columns} are by what it can be sorted without making JSON of everything, {@code json} is an
     * object in full.
     */
    public record Rows<T>(
            List<T> all,
            Function<T, String> name,
            Map<String, Function<T, ? extends Comparable<?>>> columns,
            Function<T, ObjectNode> json) {}

    /** The answer: an array, or an object about a page if one was asked for. */
    public static <T> JsonNode of(Request request, Rows<T> rows) {
        List<T> filtered = filtered(request, rows);
        List<T> sorted = sorted(request, rows, filtered);
        Columns columns = Columns.of(request);
        if (request.query("page").isEmpty()) {
            return LazyArray.node(sorted, row -> columns.of(rows.json().apply(row)));
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
        Function<T, ? extends Comparable<?>> column = rows.columns().get(by.get());
        boolean reverse = request.flag("sort_reverse");
        return column != null ? byColumn(filtered, column, reverse) : byJson(filtered, rows, by.get(), reverse);
    }

    @SuppressWarnings("unchecked") // a column's values are all of one type
    private static <T> List<T> byColumn(
            List<T> filtered, Function<T, ? extends Comparable<?>> column, boolean reverse) {
        Comparator<T> order = (a, b) -> ((Comparable<Object>) column.apply(a)).compareTo(column.apply(b));
        List<T> sorted = new ArrayList<>(filtered);
        sorted.sort(reverse ? order.reversed() : order);
        return sorted;
    }

    private static <T> List<T> byJson(List<T> filtered, Rows<T> rows, String path, boolean reverse) {
        record Keyed<T>(T row, JsonNode key) {}
        List<Keyed<T>> keyed = new ArrayList<>(filtered.size());
        for (T row : filtered) {
            keyed.add(new Keyed<>(row, Columns.at(rows.json().apply(row), path)));
        }
        Comparator<Keyed<T>> order = Comparator.comparing(Keyed::key, Page::compare);
        keyed.sort(reverse ? order.reversed() : order);
        return keyed.stream().map(Keyed::row).toList();
    }

    /** As in RabbitMQ numbers come before all else, and what is missing is 0. Whole ones of more than 53 bits are compared nearly. */
    private static int compare(JsonNode a, JsonNode b) {
        boolean first = isNumber(a);
        boolean second = isNumber(b);
        if (first && second) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        return first || second ? Boolean.compare(second, first) : a.asText().compareTo(b.asText());
    }

    private static boolean isNumber(JsonNode value) {
        return value.isNumber() || value.isMissingNode() || value.isNull();
    }

    private static <T> ArrayNode array(List<T> part, Rows<T> rows, Columns columns) {
        ArrayNode array = Json.array();
        part.forEach(row -> array.add(columns.of(rows.json().apply(row))));
        return array;
    }
}
