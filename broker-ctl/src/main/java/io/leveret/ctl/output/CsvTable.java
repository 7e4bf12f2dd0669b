package io.leveret.ctl.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/** RFC 4180 with line feeds: texts in quotes, numbers and booleans without, as rabbitmqctl does. Owner: management. */
final class CsvTable implements Table {
    private final LineOutput out;
    private final List<String> columns;
    private boolean headerIsDue;

    CsvTable(LineOutput out, List<String> columns, boolean headers) {
        this.out = out;
        this.columns = columns;
        this.headerIsDue = headers;
    }

    @Override
    public void row(List<JsonNode> cells) {
        start();
        out.line(cells.stream().map(CsvTable::field).collect(Collectors.joining(",")));
    }

    @Override
    public void settle() {
        // every row is printed as it comes
    }

    @Override
    public void end() {
        start();
    }

    /** Not before the first row, so that a list that can't be had prints nothing. */
    private void start() {
        if (headerIsDue) {
            headerIsDue = false;
            out.line(columns.stream().map(CsvTable::quote).collect(Collectors.joining(",")));
        }
    }

    private static String field(JsonNode cell) {
        return cell.isNumber() || cell.isBoolean() ? cell.asText() : quote(Cell.text(cell));
    }

    private static String quote(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
