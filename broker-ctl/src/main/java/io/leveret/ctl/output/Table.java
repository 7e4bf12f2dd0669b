package io.leveret.ctl.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A table that is printed while its rows come. */
public interface Table {
    /** One value for each column. */
    void row(List<JsonNode> cells);

    /** More rows may come late: those that came are to be seen now. */
    void settle();

    /** There are no more rows. */
    void end();
}
