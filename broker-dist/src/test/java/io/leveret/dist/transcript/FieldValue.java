package io.leveret.dist.transcript;

/**
 * A value of a field table with the octet that stands for its type on the wire. Texts are strings of one char for each octet, tables are
 * maps, arrays lists, and all integers are {@code Long}.
 */
record FieldValue(char type, Object value) {
    static FieldValue text(String octets) {
        return new FieldValue('S', octets);
    }

    static FieldValue truth(boolean value) {
        return new FieldValue('t', value);
    }
}
