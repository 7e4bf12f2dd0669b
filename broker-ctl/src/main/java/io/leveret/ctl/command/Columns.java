package io.leveret.ctl.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.ctl.error.CommandException;
import io.leveret.ctl.output.Output;
import io.leveret.ctl.output.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The columns that a list has. */
public record Columns(List<Column> all, List<String> shownOtherwise) {
    /** Columns that are all shown unless some are chosen. */
    public static Columns of(Column... columns) {
        List<Column> all = List.of(columns);
        return new Columns(all, all.stream().map(Column::name).toList());
    }

    /** Columns called as their fields, all shown. */
    public static Columns of(String... names) {
        return of(Arrays.stream(names).map(Column::of).toArray(Column[]::new));
    }

    /** The same, of which only these are shown unless others are chosen. */
    public Columns showing(String... names) {
        return new Columns(all, List.of(names));
    }

    /** The columns of these names, or those that are shown otherwise. */
    public List<Column> choose(List<String> names) {
        List<Column> chosen = new ArrayList<>();
        for (String name : names.isEmpty() ? shownOtherwise : names) {
            chosen.add(all.stream()
                    .filter(column -> column.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> unknown(name)));
        }
        return chosen;
    }

    /** The names of all columns. */
    public String names() {
        return all.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** Prints a table with the columns that are shown; the rows come from {@code objects}. */
    public void print(Output output, Consumer<Consumer<JsonNode>> objects) {
        print(output, choose(List.of()), objects);
    }

    static void print(Output output, List<Column> columns, Consumer<Consumer<JsonNode>> objects) {
        Table table = output.table(names(columns));
        objects.accept(object -> table.row(cells(columns, object)));
        table.end();
    }

    /** Prints a table whose objects come now and then: each call of {@code objects} gives some, until it says false. */
    public void printAsTheyCome(Output output, Predicate<Consumer<JsonNode>> objects) {
        List<Column> columns = choose(List.of());
        Table table = output.table(names(columns));
        boolean further = true;
        while (further) {
            further = objects.test(object -> table.row(cells(columns, object)));
            table.settle();
            output.flush();
        }
        table.end();
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }

    private static List<JsonNode> cells(List<Column> columns, JsonNode object) {
        return columns.stream().map(column -> column.value().apply(object)).toList();
    }

    private CommandException unknown(String name) {
        return CommandException.usage("there is no column '" + name + "'; there are " + names());
    }
}
