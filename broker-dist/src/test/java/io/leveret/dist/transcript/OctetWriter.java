package io.leveret.dist.transcript;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes values as AMQP has them on the wire; neighbouring bits share an octet.
 *
 * <p>Owner: the thread that runs the scenario.
 */
final class OctetWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int bits;
    private int bitCount;

    /** The arguments, each with the value of its name, or zero, false or empty. */
    OctetWriter arguments(List<Argument> arguments, Map<String, Object> values) {
        for (Argument argument : arguments) {
            argument(argument, values.get(argument.name()));
        }
        flushBits();
        return this;
    }

    @SuppressWarnings("unchecked") // a table is written from what was read as a table
    private void argument(Argument argument, Object value) {
        if (argument.type() != Argument.Type.BIT) {
            flushBits();
        }
        switch (argument.type()) {
            case BIT -> bit(value != null && (Boolean) value);
            case SHORTSTR -> shortText(value == null ? "" : (String) value);
            case LONGSTR -> longText(value == null ? "" : (String) value);
            case TABLE -> table(value == null ? Map.of() : (Map<String, FieldValue>) value);
            default -> integer(value == null ? 0 : (Long) value, argument.type().octets);
        }
    }

    private void bit(boolean value) {
        if (bitCount == 8) {
            flushBits();
        }
        bits |= value ? 1 << bitCount : 0;
        bitCount++;
    }

    private void flushBits() {
        if (bitCount > 0) {
            out.write(bits);
        }
        bits = 0;
        bitCount = 0;
    }

    OctetWriter integer(long value, int octets) {
        for (int shift = (octets - 1) * 8; shift >= 0; shift -= 8) {
            out.write((int) (value >> shift));
        }
        return this;
    }

    OctetWriter octets(String octets) {
        out.writeBytes(octets.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    private void shortText(String octets) {
        if (octets.length() > 255) {
            throw new IllegalArgumentException("a short string of " + octets.length() + " octets");
        }
        integer(octets.length(), 1).octets(octets);
    }

    private void longText(String octets) {
        integer(octets.length(), 4).octets(octets);
    }

    private void table(Map<String, FieldValue> table) {
        OctetWriter inner = new OctetWriter();
        table.forEach((name, value) -> {
            inner.shortText(name);
            inner.fieldValue(value);
        });
        longText(inner.asText());
    }

    /** Without the length that goes before a table elsewhere: what AMQPLAIN wants. */
    static String bareTable(Map<String, FieldValue> table) {
        OctetWriter writer = new OctetWriter();
        writer.table(table);
        return writer.asText().substring(4);
    }

    @SuppressWarnings("unchecked") // the type of the value goes with the octet
    private void fieldValue(FieldValue field) {
        out.write(field.type());
        switch (field.type()) {
            case 't' -> integer((Boolean) field.value() ? 1 : 0, 1);
            case 'b', 'B' -> integer((Long) field.value(), 1);
            case 's', 'u' -> integer((Long) field.value(), 2);
            case 'I', 'i' -> integer((Long) field.value(), 4);
            case 'l', 'T' -> integer((Long) field.value(), 8);
            case 'f' -> integer(Float.floatToIntBits(((Double) field.value()).floatValue()), 4);
            case 'd' -> integer(Double.doubleToLongBits((Double) field.value()), 8);
            case 'D' -> {
                BigDecimal decimal = (BigDecimal) field.value();
                integer(decimal.scale(), 1).integer(decimal.unscaledValue().intValueExact(), 4);
            }
            case 'S', 'x' -> longText((String) field.value());
            case 'F' -> table((Map<String, FieldValue>) field.value());
            case 'A' -> {
                OctetWriter inner = new OctetWriter();
                ((List<FieldValue>) field.value()).forEach(inner::fieldValue);
                longText(inner.asText());
            }
            case 'V' -> {}
            default -> throw new IllegalArgumentException("no type " + field.type());
        }
    }

    byte[] toOctets() {
        return out.toByteArray();
    }

    /** One char for each octet. */
    String asText() {
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}
