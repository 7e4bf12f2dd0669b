package io.leveret.dist.transcript;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads values off the wire. What is left over or missing in a method is an error of the broker.
 *
 * <p>Owner: the thread that runs the scenario.
 */
final class OctetReader {
    private final ByteBuffer in;
    private int bits;
    private int bitCount;

    OctetReader(String octets) {
        this(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private OctetReader(ByteBuffer in) {
        this.in = in;
    }

    Map<String, Object> arguments(List<Argument> arguments) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Argument argument : arguments) {
            values.put(argument.name(), argument(argument.type()));
        }
        if (in.hasRemaining()) {
            throw new IllegalStateException(in.remaining() + " octets behind the last argument");
        }
        return values;
    }

    /** The properties of a content header, behind its body size. */
    Map<String, Object> properties() {
        int flags = (int) unsigned(2);
        List<Argument> present = new ArrayList<>();
        for (int i = 0; i < MethodTable.PROPERTIES.size(); i++) {
            if ((flags & (1 << (15 - i))) != 0) {
                present.add(MethodTable.PROPERTIES.get(i));
            }
        }
        return arguments(present);
    }

    private Object argument(Argument.Type type) {
        if (type != Argument.Type.BIT) {
            bitCount = 0;
        }
        return switch (type) {
            case BIT -> bit();
            case SHORTSTR -> text((int) unsigned(1));
            case LONGSTR -> text((int) unsigned(4));
            case TABLE -> table();
            default -> unsigned(type.octets);
        };
    }

    private boolean bit() {
        if (bitCount == 0 || bitCount == 8) {
            bits = (int) unsigned(1);
            bitCount = 0;
        }
        return (bits & (1 << bitCount++)) != 0;
    }

    long unsigned(int octets) {
        long value = 0;
        for (int i = 0; i < octets; i++) {
            value = (value << 8) | (in.get() & 0xff);
        }
        return value;
    }

    private long signed(int octets) {
        int shift = 64 - octets * 8;
        return unsigned(octets) << shift >> shift;
    }

    private String text(int length) {
        byte[] octets = new byte[length];
        in.get(octets);
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private OctetReader part() {
        int length = (int) unsigned(4);
        OctetReader part = new OctetReader(in.slice(in.position(), length));
        in.position(in.position() + length);
        return part;
    }

    private Map<String, FieldValue> table() {
        OctetReader part = part();
        Map<String, FieldValue> table = new LinkedHashMap<>();
        while (part.in.hasRemaining()) {
            String name = part.text((int) part.unsigned(1));
            table.put(name, part.fieldValue());
        }
        return table;
    }

    private List<FieldValue> array() {
        OctetReader part = part();
        List<FieldValue> array = new ArrayList<>();
        while (part.in.hasRemaining()) {
            array.add(part.fieldValue());
        }
        return array;
    }

    private FieldValue fieldValue() {
        char type = (char) unsigned(1);
        return new FieldValue(
                type,
                switch (type) {
                    case 't' -> unsigned(1) != 0;
                    case 'b' -> signed(1);
                    case 'B' -> unsigned(1);
                    case 's' -> signed(2);
                    case 'u' -> unsigned(2);
                    case 'I' -> signed(4);
                    case 'i' -> unsigned(4);
                    case 'l', 'T' -> signed(8);
                    case 'f' -> (double) Float.intBitsToFloat((int) unsigned(4));
                    case 'd' -> Double.longBitsToDouble(unsigned(8));
                    case 'D' -> {
                        int scale = (int) unsigned(1);
                        yield new BigDecimal(BigInteger.valueOf(signed(4)), scale);
                    }
                    case 'S', 'x' -> text((int) unsigned(4));
                    case 'F' -> table();
                    case 'A' -> array();
                    case 'V' -> "void";
                    default -> throw new IllegalStateException("a field of unknown type " + type);
                });
    }
}
