package io.leveret.core.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A value of a field table or array: its type letter on the wire and the value, which is a {@link Boolean} ({@code t}), a {@link Long}
 * ({@code b B s u I i l L T}), a {@link Double} ({@code f d}), a {@link Decimal} ({@code D}), {@link Octets} ({@code S x V}), a
 * {@link List} of values ({@code A}) or a {@link FieldTable} ({@code F}).
 *
 * <p>Letters are read as RabbitMQ reads them: {@code l} and {@code L} are signed 64 bit, {@code s} is signed 16 bit.
 */
public record FieldValue(char type, Object value) {
    /** A decimal: {@code unscaled} is divided by ten to the {@code scale}; both unsigned. */
    public record Decimal(int scale, long unscaled) {}

    /** A long string of this text. */
    public static FieldValue of(String text) {
        return new FieldValue('S', Octets.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    public static FieldValue of(boolean value) {
        return new FieldValue('t', value);
    }

    /** A signed 64 bit integer. */
    public static FieldValue of(long value) {
        return new FieldValue('l', value);
    }

    /** A signed 32 bit integer. */
    public static FieldValue of(int value) {
        return new FieldValue('I', (long) value);
    }

    public static FieldValue of(FieldTable table) {
        return new FieldValue('F', table);
    }

    public static FieldValue of(List<FieldValue> array) {
        return new FieldValue('A', List.copyOf(array));
    }

    /** Seconds since 1970. */
    public static FieldValue timestamp(long seconds) {
        return new FieldValue('T', seconds);
    }

    /** The type as RabbitMQ names it in its error texts. */
    public String typeName() {
        return switch (type) {
            case 't' -> "bool";
            case 'b' -> "byte";
            case 'B' -> "unsignedbyte";
            case 's' -> "short";
            case 'u' -> "unsignedshort";
            case 'I' -> "signedint";
            case 'i' -> "unsignedint";
            case 'l', 'L' -> "long";
            case 'f' -> "float";
            case 'd' -> "double";
            case 'D' -> "decimal";
            case 'S' -> "longstr";
            case 'A' -> "array";
            case 'T' -> "timestamp";
            case 'F' -> "table";
            case 'V' -> "void";
            case 'x' -> "binary";
            default -> throw new IllegalStateException("field type " + type);
        };
    }

    /** Whether RabbitMQ takes it where it wants an integer: every width, but no timestamp. */
    public boolean isInteger() {
        return "bBsuIilL".indexOf(type) >= 0;
    }

    public boolean isLongString() {
        return type == 'S';
    }

    /** The value of an integer or timestamp (which is unsigned). */
    public long asLong() {
        return (Long) value;
    }

    public boolean asBoolean() {
        return (Boolean) value;
    }

    public double asDouble() {
        return (Double) value;
    }

    /** The text of a long string (or of octets). */
    public String asString() {
        return ((Octets) value).toString();
    }

    public FieldTable asTable() {
        return (FieldTable) value;
    }

    /** The values of an array. */
    @SuppressWarnings("unchecked") // A holds nothing else
    public List<FieldValue> asArray() {
        return (List<FieldValue>) value;
    }

    /** As RabbitMQ prints it between quotes in its error texts: {@code 20000}, {@code some text}. */
    public String text() {
        return type == 'S' || type == 'x' ? asString() : toErlang();
    }

    /** As Erlang's {@code ~tp} prints what RabbitMQ makes of it. */
    private String toErlang() {
        return switch (type) {
            case 'S', 'x' -> ((Octets) value).toErlang();
            case 'V' -> "undefined";
            case 'T' -> Long.toUnsignedString(asLong());
            case 'D' -> "{" + ((Decimal) value).scale() + "," + ((Decimal) value).unscaled() + "}";
            case 'A' ->
                asArray().stream()
                        .map(item -> "{" + item.typeName() + "," + item.toErlang() + "}")
                        .collect(Collectors.joining(",", "[", "]"));
            case 'F' ->
                asTable().entries().stream()
                        .map(entry -> "{" + FieldValue.of(entry.key()).toErlang() + ","
                                + entry.value().typeName() + "," + entry.value().toErlang() + "}")
                        .collect(Collectors.joining(",", "[", "]"));
            case 'f', 'd' -> value.toString().replace('E', 'e');
            default -> value.toString();
        };
    }
}
