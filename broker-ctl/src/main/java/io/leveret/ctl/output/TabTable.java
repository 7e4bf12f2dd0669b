package io.leveret.ctl.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/** Values with tabs between them, and the header before the first row only, as rabbitmqctl prints them. Owner: management. */
final class TabTable implements Table {
    private final LineOutput out;
    private final List<String> columns;
    private boolean headerIsDue;

    TabTable(LineOutput out, List<String> columns, boolean headers) {
        this.out = out;
        this.columns = columns;
        this.headerIsDue = headers;
    }

    @Override
    public void row(List<JsonNode> cells) {
        if (headerIsDue) {
            headerIsDue = false;
            out.line(String.join("\t", columns));
        }
        out.line(cells.stream().map(Cell::text).collect(Collectors.joining("\t")));
    }

    @Override
    public void settle() {
        // every row is printed as it comes
    }

    @Override
    public void end() {
        // nothing comes after the rows
    }
}
