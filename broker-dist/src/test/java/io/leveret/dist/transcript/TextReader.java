package io.leveret.dist.transcript;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the words and values of one line of a scenario. Texts become strings of one char for each octet.
 *
 * <p>Owner: the thread that runs the scenario.
 */
final class TextReader {
    private static final Set<String> TYPES = Set.of(
            "bool", "byte", "ubyte", "short", "ushort", "int", "uint", "long", "float", "double", "decimal", "ts",
            "str", "bytes", "table", "array");

    private final String line;
    private int position;

    TextReader(String line) {
        this.line = line;
    }

    boolean atEnd() {
        skipSpace();
        return position == line.length();
    }

    private void skipSpace() {
        while (position < line.length() && line.charAt(position) == ' ') {
            position++;
        }
    }

    private char peek() {
        skipSpace();
        return position < line.length() ? line.charAt(position) : 0;
    }

    private boolean skip(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        position++;
        return true;
    }

    private void expect(char wanted) {
        if (!skip(wanted)) {
            throw new IllegalArgumentException("expected " + wanted + " at column " + (position + 1));
        }
    }

    /** Everything up to the next space. */
    String word() {
        return until(" ");
    }

    /** A name before {@code =}. */
    String key() {
        String name = until(" =");
        expect('=');
        return name;
    }

    private String until(String ends) {
        skipSpace();
        int start = position;
        while (position < line.length() && ends.indexOf(line.charAt(position)) < 0) {
            position++;
        }
        if (position == start) {
            throw new IllegalArgumentException("something is missing at column " + (position + 1));
        }
        return line.substring(start, position);
    }

    /** The value of an argument. */
    Object value(Argument.Type type) {
        return switch (type) {
            case BIT -> truth(word());
            case SHORTSTR, LONGSTR -> peek() == '{' ? OctetWriter.bareTable(table()) : text();
            case TABLE -> table();
            default -> Long.decode(word());
        };
    }

    private static boolean truth(String word) {
        if (word.equals("true") || word.equals("false")) {
            return word.equals("true");
        }
        throw new IllegalArgumentException("neither true nor false: " + word);
    }

    /** A quoted text, which {@code *N} repeats, or a word. */
    String text() {
        return text(" ");
    }

    private String text(String ends) {
        if (peek() != '"') {
            return octets(until(ends).getBytes(StandardCharsets.UTF_8));
        }
        String text = quoted();
        if (position < line.length() && line.charAt(position) == '*') {
            position++;
            return text.repeat(Integer.parseInt(until(ends)));
        }
        return text;
    }

    private static String octets(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    boolean atQuote() {
        return peek() == '"';
    }

    private String quoted() {
        expect('"');
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        while (position < line.length() && line.charAt(position) != '"') {
            int point = line.codePointAt(position);
            position += Character.charCount(point);
            if (point == '\\') {
                escape(octets);
            } else {
                octets.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            }
        }
        expect('"');
        return octets(octets.toByteArray());
    }

    private void escape(ByteArrayOutputStream octets) {
        char kind = line.charAt(position++);
        switch (kind) {
            case 'n' -> octets.write('\n');
            case 'r' -> octets.write('\r');
            case 't' -> octets.write('\t');
            case '0' -> octets.write(0);
            case '"', '\\' -> octets.write(kind);
            case 'x' -> {
                octets.write(Integer.parseInt(line.substring(position, position + 2), 16));
                position += 2;
            }
            default -> throw new IllegalArgumentException("no escape \\" + kind);
        }
    }

    Map<String, FieldValue> table() {
        Map<String, FieldValue> table = new LinkedHashMap<>();
        expect('{');
        while (!skip('}')) {
            String name = text(" :=");
            expect(':');
            table.put(name, fieldValue());
            skip(',');
        }
        return table;
    }

    private List<FieldValue> array() {
        List<FieldValue> array = new ArrayList<>();
        expect('[');
        while (!skip(']')) {
            array.add(fieldValue());
            skip(',');
        }
        return array;
    }

    private FieldValue fieldValue() {
        switch (peek()) {
            case '"' -> {
                return FieldValue.text(text(" ,}]"));
            }
            case '{' -> {
                return new FieldValue('F', table());
            }
            case '[' -> {
                return new FieldValue('A', array());
            }
            default -> {}
        }
        if (line.startsWith("array[", position) || line.startsWith("table{", position)) {
            String type = line.substring(position, position + 5);
            position += type.length();
            return typed(type);
        }
        int start = position;
        int colon = line.indexOf(':', position);
        if (colon > 0 && TYPES.contains(line.substring(position, colon))) {
            position = colon + 1;
            return typed(line.substring(start, colon));
        }
        String word = until(" ,}]");
        if (word.equals("void")) {
            return new FieldValue('V', word);
        }
        if (word.equals("true") || word.equals("false")) {
            return FieldValue.truth(truth(word));
        }
        return word.matches("-?\\d+")
                ? new FieldValue('I', Long.parseLong(word))
                : FieldValue.text(octets(word.getBytes(StandardCharsets.UTF_8)));
    }

    private FieldValue typed(String type) {
        return switch (type) {
            case "str" -> FieldValue.text(text(" ,}]"));
            case "table" -> new FieldValue('F', table());
            case "array" -> new FieldValue('A', array());
            default -> scalar(type, until(" ,}]"));
        };
    }

    private static FieldValue scalar(String type, String word) {
        return switch (type) {
            case "bool" -> FieldValue.truth(truth(word));
            case "byte" -> new FieldValue('b', Long.parseLong(word));
            case "ubyte" -> new FieldValue('B', Long.parseLong(word));
            case "short" -> new FieldValue('s', Long.parseLong(word));
            case "ushort" -> new FieldValue('u', Long.parseLong(word));
            case "int" -> new FieldValue('I', Long.parseLong(word));
            case "uint" -> new FieldValue('i', Long.parseLong(word));
            case "long" -> new FieldValue('l', Long.parseLong(word));
            case "ts" -> new FieldValue('T', Long.parseLong(word));
            case "float" -> new FieldValue('f', Double.parseDouble(word));
            case "double" -> new FieldValue('d', Double.parseDouble(word));
            case "decimal" -> new FieldValue('D', new BigDecimal(word));
            case "bytes" -> new FieldValue('x', octets(HexFormat.of().parseHex(word)));
            default -> throw new IllegalArgumentException("no type " + type);
        };
    }
}
