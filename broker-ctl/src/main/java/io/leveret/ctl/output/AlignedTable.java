package io.leveret.ctl.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Columns as wide as the first rows need; a later row that is wider widens them from there on. Owner: management. */
final class AlignedTable implements Table {
    private static final int LOOKED_AT = 500;
    private static final String GAP = "  ";

    private final LineOutput out;
    private final List<String> columns;
    private final boolean headers;
    private final int[] widths;
    private final boolean[] numeric;
    private final List<List<String>> first = new ArrayList<>();
    private boolean started;

    AlignedTable(LineOutput out, List<String> columns, boolean headers) {
        this.out = out;
        this.columns = columns;
        this.headers = headers;
        this.widths = new int[columns.size()];
        this.numeric = new boolean[columns.size()];
        for (int column = 0; column < numeric.length; column++) {
            numeric[column] = true;
            widths[column] = headers ? columns.get(column).length() : 0;
        }
    }

    @Override
    public void row(List<JsonNode> cells) {
        List<String> texts = new ArrayList<>(cells.size());
        for (int column = 0; column < cells.size(); column++) {
            JsonNode cell = cells.get(column);
            String text = Cell.text(cell);
            texts.add(text);
            widths[column] = Math.max(widths[column], width(text));
            numeric[column] &= cell.isNumber() || started || text.isEmpty();
        }
        if (started) {
            print(texts);
            return;
        }
        first.add(texts);
        if (first.size() == LOOKED_AT) {
            start();
        }
    }

    @Override
    public void settle() {
        if (!started) {
            start();
        }
    }

    @Override
    public void end() {
        settle();
    }

    private void start() {
        started = true;
        if (headers) {
            print(columns);
        }
        first.forEach(this::print);
        first.clear();
    }

    private void print(List<String> texts) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < texts.size(); column++) {
            String text = texts.get(column);
            String padding = " ".repeat(Math.max(0, widths[column] - width(text)));
            line.append(column == 0 ? "" : GAP)
                    .append(numeric[column] ? padding : text)
                    .append(numeric[column] ? text : padding);
        }
        out.line(line.toString().stripTrailing());
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
