package io.leveret.core.message;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads fields from octets that may be malformed; what is malformed throws SYNTAX_ERROR. Nothing is allocated by a declared length
 * before that length is known to be there. Owner: core or I/O loop, whichever made it.
 */
final class FieldReader {
    private final byte[] octets;
    private int at;
    private final int end;

    FieldReader(byte[] octets, int from, int to) {
        this.octets = octets;
        this.at = from;
        this.end = to;
    }

    boolean atEnd() {
        return at == end;
    }

    String key() {
        int length = octet();
        int start = skip(length);
        return new String(octets, start, length, StandardCharsets.UTF_8);
    }

    /** {@code depth} counts the arrays around this value, so that the recursion ends. */
    FieldValue value(int depth) {
        char type = (char) octet();
        return new FieldValue(type, valueOf(type, depth));
    }

    private Object valueOf(char type, int depth) {
        return switch (type) {
            case 't' -> octet() != 0;
            case 'b' -> (long) (byte) octet();
            case 'B' -> (long) octet();
            case 's' -> (long) (short) bits(2);
            case 'u' -> bits(2);
            case 'I' -> (long) (int) bits(4);
            case 'i' -> bits(4);
            case 'l', 'L', 'T' -> bits(8);
            case 'f' -> (double) Float.intBitsToFloat((int) bits(4));
            case 'd' -> Double.longBitsToDouble(bits(8));
            case 'D' -> new FieldValue.Decimal(octet(), bits(4));
            case 'S', 'x' -> Octets.of(longString());
            case 'V' -> Octets.EMPTY;
            case 'F' -> FieldTable.decode(longString());
            case 'A' -> array(depth + 1);
            default -> throw unknownType(type);
        };
    }

    private List<FieldValue> array(int depth) {
        FieldReader inner = nested(depth);
        List<FieldValue> values = new ArrayList<>();
        while (!inner.atEnd()) {
            values.add(inner.value(depth));
        }
        return List.copyOf(values);
    }

    /** Checks a whole table without keeping anything of it. */
    void checkTable(int depth) {
        while (!atEnd()) {
            checkKey();
            checkValue(depth);
        }
    }

    /** Names are text, as they are everywhere: what is no UTF-8 would not go out as it came in, and could grow beyond what a name may be. */
    private void checkKey() {
        int length = octet();
        int start = skip(length);
        int all = 0;
        for (int i = start; i < at; i++) {
            all |= octets[i];
        }
        boolean ascii = all >= 0;
        if (!ascii && !isUtf8(Arrays.copyOfRange(octets, start, at))) {
            throw malformed("the name of a field is no UTF-8");
        }
    }

    private static boolean isUtf8(byte[] text) {
        return Arrays.equals(new String(text, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), text);
    }

    private void checkArray(int depth) {
        while (!atEnd()) {
            checkValue(depth);
        }
    }

    private void checkValue(int depth) {
        char type = (char) octet();
        switch (type) {
            case 't', 'b', 'B' -> skip(1);
            case 's', 'u' -> skip(2);
            case 'I', 'i', 'f' -> skip(4);
            case 'D' -> skip(5);
            case 'l', 'L', 'T', 'd' -> skip(8);
            case 'S', 'x' -> skip(length());
            case 'V' -> {}
            case 'F' -> nested(depth + 1).checkTable(depth + 1);
            case 'A' -> nested(depth + 1).checkArray(depth + 1);
            default -> throw unknownType(type);
        }
    }

    private FieldReader nested(int depth) {
        if (depth > FieldTable.MAX_DEPTH) {
            throw malformed("more than " + FieldTable.MAX_DEPTH + " levels");
        }
        int length = length();
        int start = skip(length);
        return new FieldReader(octets, start, start + length);
    }

    private byte[] longString() {
        int length = length();
        int start = skip(length);
        return Arrays.copyOfRange(octets, start, start + length);
    }

    private int length() {
        long length = bits(4);
        if (length > end - at) {
            throw tooShort();
        }
        return (int) length;
    }

    private int octet() {
        return octets[skip(1)] & 0xff;
    }

    private long bits(int count) {
        int start = skip(count);
        long bits = 0;
        for (int i = start; i < start + count; i++) {
            bits = bits << 8 | (octets[i] & 0xff);
        }
        return bits;
    }

    /** Goes past {@code count} octets and returns where they begin. */
    private int skip(int count) {
        if (count > end - at) {
            throw tooShort();
        }
        int start = at;
        at += count;
        return start;
    }

    private static AmqpException tooShort() {
        return malformed("a field runs over the end");
    }

    private static AmqpException unknownType(char type) {
        return malformed("unknown field type " + (int) type);
    }

    private static AmqpException malformed(String why) {
        return new AmqpException(ReplyCode.SYNTAX_ERROR, "malformed field table: " + why);
    }
}
