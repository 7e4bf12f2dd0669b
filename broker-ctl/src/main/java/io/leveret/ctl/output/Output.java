package io.leveret.ctl.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.ctl.http.Json;
import java.io.PrintWriter;
import java.util.List;

/** Standard output of one command. */
public final class Output {
    private static final List<String> PROPERTY_COLUMNS = List.of("property", "value");

    private final LineOutput out;
    private final Style style;

    public Output(PrintWriter out, Style style) {
        this.out = new LineOutput(out);
        this.style = style;
    }

    /** A table with these columns. */
    public Table table(List<String> columns) {
        return switch (style.format()) {
            case JSON -> new JsonTable(out, columns);
            case CSV -> new CsvTable(out, columns, style.headers());
            case PRETTY_TABLE -> new AlignedTable(out, columns, style.headers());
            case TABLE ->
                style.terminal()
                        ? new AlignedTable(out, columns, style.headers())
                        : new TabTable(out, columns, style.headers());
        };
    }

    /** One object: a row for each of its properties, or itself as JSON. */
    public void properties(ObjectNode object) {
        if (style.format() == Format.JSON) {
            out.line(Json.writePretty(object));
            return;
        }
        Table table = table(PROPERTY_COLUMNS);
        object.properties().forEach(property -> table.row(List.of(Json.text(property.getKey()), property.getValue())));
        table.end();
    }

    /** A value that a script asked for. */
    public void value(JsonNode value) {
        out.line(style.format() == Format.JSON ? Json.write(value) : Cell.text(value));
    }

    /** What a command found out. */
    public void result(String text) {
        if (style.format() == Format.JSON) {
            out.line(Json.write(Json.object().put("result", "ok").put("message", text)));
        } else {
            out.line(Cell.text(Json.text(text)));
        }
    }

    /** What was done, for people only: a script sees the exit code. */
    public void done(String text) {
        if (style.terminal() && !style.quiet() && style.format() != Format.JSON) {
            out.line(Cell.text(Json.text(text)));
        }
    }

    /** Text as it is. */
    public void text(String lines) {
        out.line(lines);
    }

    public void flush() {
        out.flush();
    }
}
