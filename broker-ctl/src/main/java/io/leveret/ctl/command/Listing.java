package io.leveret.ctl.command;

import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Pages;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A command that lists objects: its arguments are the columns to show, in their order. */
public record Listing(Columns columns, Function<Call, ApiPath> path) implements Action {
    private static final String COLUMN = "COLUMN";

    /** A command that lists what is found at a path. */
    public static Command command(String name, String summary, Columns columns, Function<Call, ApiPath> path) {
        return Command.named(name, summary)
                .optionalArguments(
                        COLUMN,
                        "Columns to show, instead of " + String.join(", ", columns.shownOtherwise()) + ". There are "
                                + columns.names() + ".")
                .does(new Listing(columns, path));
    }

    @Override
    public void run(Call call) {
        List<Column> chosen = columns.choose(call.all(COLUMN));
        String fields = chosen.stream().map(Column::field).distinct().collect(Collectors.joining(","));
        ApiPath list = path.apply(call).with("columns", fields);
        Columns.print(call.output(), chosen, row -> Pages.forEach(call.api(), list, row));
    }
}
