package io.leveret.dist.transcript;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** Writes values as a transcript has them, which is as {@link TextReader} reads them. Tables are in the order of their keys. */
final class TextWriter {
    private static final int LONGEST_BODY = 200;

    private TextWriter() {}

    static String arguments(Map<String, Object> values) {
        StringBuilder text = new StringBuilder();
        values.forEach(
                (name, value) -> text.append(' ').append(name).append('=').append(value(value)));
        return text.toString();
    }

    @SuppressWarnings("unchecked") // no other map is an argument
    private static String value(Object value) {
        if (value instanceof String octets) {
            return quoted(octets);
        }
        if (value instanceof Map) {
            return table((Map<String, FieldValue>) value);
        }
        return value instanceof Long number ? Long.toUnsignedString(number) : String.valueOf(value);
    }

    /** A long body is told by its length and checksum. */
    static String body(String octets) {
        if (octets.length() <= LONGEST_BODY) {
            return quoted(octets);
        }
        CRC32 sum = new CRC32();
        sum.update(octets.getBytes(StandardCharsets.ISO_8859_1));
        return "<" + octets.length() + " octets, CRC-32 " + HexFormat.of().toHexDigits((int) sum.getValue()) + ">";
    }

    private static String quoted(String octets) {
        String text = octets;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return '"' + octets.chars().mapToObj(octet -> escaped(octet, 0x7e)).collect(Collectors.joining()) + '"';
        }
        return '"'
                + text.codePoints()
                        .mapToObj(point -> escaped(point, Character.MAX_CODE_POINT))
                        .collect(Collectors.joining())
                + '"';
    }

    private static String escaped(int point, int highest) {
        return switch (point) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '"', '\\' -> "\\" + (char) point;
            default ->
                point < ' ' || point == 0x7f || point > highest
                        ? "\\x" + HexFormat.of().toHexDigits((byte) point)
                        : Character.toString(point);
        };
    }

    private static String table(Map<String, FieldValue> table) {
        return new TreeMap<>(table)
                .entrySet().stream()
                        .map(entry -> name(entry.getKey()) + ": " + fieldValue(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String name(String octets) {
        return octets.matches("[A-Za-z0-9_.#*-]+") ? octets : quoted(octets);
    }

    @SuppressWarnings("unchecked") // the type of the value goes with the octet
    private static String fieldValue(FieldValue field) {
        Object value = field.value();
        return switch (field.type()) {
            case 't', 'I' -> value.toString();
            case 'b' -> "byte:" + value;
            case 'B' -> "ubyte:" + value;
            case 's' -> "short:" + value;
            case 'u' -> "ushort:" + value;
            case 'i' -> "uint:" + value;
            case 'l' -> "long:" + value;
            case 'f' -> "float:" + value;
            case 'd' -> "double:" + value;
            case 'D' -> "decimal:" + ((BigDecimal) value).toPlainString();
            case 'T' -> "ts:" + value;
            case 'S' -> quoted((String) value);
            case 'x' -> "bytes:" + HexFormat.of().formatHex(((String) value).getBytes(StandardCharsets.ISO_8859_1));
            case 'F' -> table((Map<String, FieldValue>) value);
            case 'A' ->
                ((List<FieldValue>) value)
                        .stream().map(TextWriter::fieldValue).collect(Collectors.joining(", ", "[", "]"));
            case 'V' -> "void";
            default -> throw new IllegalArgumentException("no type " + field.type());
        };
    }
}
