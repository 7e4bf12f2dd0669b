package io.leveret.ctl.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.UnaryOperator;

/**
 * A column of a list: its name on the command line, the field of the API that it needs (a dot for a field within a field),
 * and its value.
 */
public record Column(String name, String field, UnaryOperator<JsonNode> value) {
    /** A column that is called as the field is. */
    public static Column of(String name) {
        return of(name, name);
    }

    public static Column of(String name, String field) {
        String pointer = "/" + field.replace('.', '/');
        return new Column(name, field, object -> object.at(pointer));
    }

    /** A column that is made from its field. */
    public static Column of(String name, String field, UnaryOperator<JsonNode> value) {
        String pointer = "/" + field.replace('.', '/');
        return new Column(name, field, object -> value.apply(object.at(pointer)));
    }
}
