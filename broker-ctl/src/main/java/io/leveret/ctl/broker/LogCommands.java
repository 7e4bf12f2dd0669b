package io.leveret.ctl.broker;

import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.Column;
import io.leveret.ctl.command.Columns;
import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.command.Moments;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Pages;
import io.leveret.ctl.http.Subject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The broker's log, and who did what. */
public final class LogCommands {
    private static final String FOLLOW = "--follow";
    private static final String LEVEL = "--level";
    private static final String LIMIT = "--limit";
    private static final Columns LINES =
            Columns.of(Moments.column("time"), Column.of("level"), Column.of("logger"), Column.of("message"));
    private static final Columns AUDIT = Columns.of(
            Moments.column("time"),
            Column.of("user"),
            Column.of("source"),
            Column.of("action"),
            Column.of("vhost"),
            Column.of("object"),
            Column.of("result"),
            Column.of("detail"));
    private static final Map<String, String> FILTERS =
            new TreeMap<>(Map.of("--by", "user", "--in", "vhost", "--action", "action", "--object", "object"));

    private LogCommands() {}

    public static CommandGroup group() {
        return CommandGroup.of(
                "Log",
                Command.named("log", "Prints the last lines of the broker's log.")
                        .flag(FOLLOW, "Goes on printing what is logged, until it is interrupted.")
                        .option(LEVEL, "LEVEL", "The lowest level: trace, debug, info, warn or error.")
                        .does(LogCommands::log),
                Command.named("audit", "Lists who changed what, newest first.")
                        .option("--by", "NAME", "Only what this user did.")
                        .option("--in", "VHOST", "Only in this virtual host.")
                        .option("--action", "ACTION", "Only this action, such as queue.declare.")
                        .option("--object", "NAME", "Only what was done to the object of this name.")
                        .option(
                                "--since",
                                "TIME",
                                "Only from then on: 2026-11-29T10:00:00Z or milliseconds since 1970.")
                        .option("--until", "TIME", "Only until then.")
                        .option(LIMIT, "NUMBER", "The last so many.")
                        .does(LogCommands::audit));
    }

    private static void log(Call call) {
        ApiPath path = ApiPath.of(Subject.of("the log"), "leveret", "log");
        LINES.printAsTheyCome(
                call.output(),
                new LogReader(
                        call.api(),
                        call.has(LEVEL) ? path.with("level", call.argument(LEVEL)) : path,
                        call.has(FOLLOW)));
    }

    private static void audit(Call call) {
        ApiPath path = ApiPath.of(Subject.of("the audit log"), "leveret", "audit");
        for (Map.Entry<String, String> filter : FILTERS.entrySet()) {
            if (call.has(filter.getKey())) {
                path = path.with(filter.getValue(), call.argument(filter.getKey()));
            }
        }
        for (String moment : List.of("since", "until")) {
            if (call.has("--" + moment)) {
                path = path.with(moment, Moments.parse("--" + moment, call.argument("--" + moment)));
            }
        }
        ApiPath filtered = path;
        long limit = call.number(LIMIT, Long.MAX_VALUE);
        AUDIT.print(call.output(), row -> Pages.forEach(call.api(), filtered, limit, row));
    }
}
