package io.leveret.core.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Encodes the fields of tables that the broker makes itself. Owner: core or I/O loop, whichever made it. */
final class FieldWriter {
    private static final int MAX_KEY = 255;

    private byte[] octets = new byte[64];
    private int length;

    byte[] toArray() {
        return Arrays.copyOf(octets, length);
    }

    void entry(String key, FieldValue value) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        if (name.length > MAX_KEY) {
            throw new IllegalStateException("field name of " + name.length + " octets");
        }
        bits(name.length, 1);
        append(name);
        value(value);
    }

    private void value(FieldValue field) {
        bits(field.type(), 1);
        switch (field.type()) {
            case 't' -> bits(field.asBoolean() ? 1 : 0, 1);
            case 'b', 'B' -> bits(field.asLong(), 1);
            case 's', 'u' -> bits(field.asLong(), 2);
            case 'I', 'i' -> bits(field.asLong(), 4);
            case 'l', 'L', 'T' -> bits(field.asLong(), 8);
            case 'f' -> bits(Float.floatToRawIntBits((float) field.asDouble()), 4);
            case 'd' -> bits(Double.doubleToRawLongBits(field.asDouble()), 8);
            case 'D' -> decimal((FieldValue.Decimal) field.value());
            case 'S', 'x' -> longString(((Octets) field.value()).toArray());
            case 'V' -> {}
            case 'F' -> longString(field.asTable().encoded());
            case 'A' -> array(field);
            default -> throw new IllegalStateException("field type " + field.type());
        }
    }

    private void array(FieldValue array) {
        FieldWriter inner = new FieldWriter();
        array.asArray().forEach(inner::value);
        longString(inner.toArray());
    }

    private void decimal(FieldValue.Decimal decimal) {
        bits(decimal.scale(), 1);
        bits(decimal.unscaled(), 4);
    }

    private void longString(byte[] value) {
        bits(value.length, 4);
        append(value);
    }

    private void bits(long value, int count) {
        reserve(count);
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            octets[length++] = (byte) (value >>> shift);
        }
    }

    private void append(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, octets, length, value.length);
        length += value.length;
    }

    private void reserve(int count) {
        if (count > octets.length - length) {
            octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + count));
        }
    }
}
