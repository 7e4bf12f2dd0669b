package io.leveret.ctl.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.ctl.http.Json;
import java.util.List;

/** An array with an object for each row, a line each; what the broker does not tell is null. Owner: management. */
final class JsonTable implements Table {
    private final LineOutput out;
    private final List<String> columns;
    private boolean started;
    private boolean further;

    JsonTable(LineOutput out, List<String> columns) {
        this.out = out;
        this.columns = columns;
    }

    @Override
    public void row(List<JsonNode> cells) {
        start();
        ObjectNode object = Json.object();
        for (int column = 0; column < cells.size(); column++) {
            JsonNode cell = cells.get(column);
            object.set(columns.get(column), cell.isMissingNode() ? object.nullNode() : cell);
        }
        out.line((further ? "," : "") + Json.write(object));
        further = true;
    }

    @Override
    public void settle() {
        // every row is printed as it comes
    }

    @Override
    public void end() {
        start();
        out.line("]");
    }

    /** Not before the first row, so that a list that can't be had prints nothing. */
    private void start() {
        if (!started) {
            started = true;
            out.line("[");
        }
    }
}
