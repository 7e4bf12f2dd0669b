package io.leveret.amqp.method;

import io.leveret.amqp.frame.Frame;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.fuzz.Allocated;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Properties;
import io.leveret.core.message.PropertyTable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;

/**
 * Fuzz target: field tables, content properties and methods. The first octet says which, the rest is what came in. It is refused as the specification has it, or all of it
 * can be read, and what the broker writes of it reads as the same.
 */
public final class FieldsFuzz {
    private static final long MOST_ALLOCATED = 64L << 20;

    private FieldsFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        Allocated.atMost(MOST_ALLOCATED, () -> fuzz(input[0] & 3, Arrays.copyOfRange(input, 1, input.length)));
    }

    private static void fuzz(int kind, byte[] octets) {
        try {
            switch (kind) {
                case 0 -> table(octets);
                case 1 -> properties(octets);
                default -> method(octets);
            }
        } catch (AmqpException e) {
            if (e.replyCode() != ReplyCode.SYNTAX_ERROR && e.replyCode() != ReplyCode.NOT_IMPLEMENTED) {
                throw new AssertionError("refused with another code", e);
            }
        }
    }

    private static void table(byte[] octets) {
        FieldTable table = FieldTable.received(octets);
        readAll(table);
        check(Arrays.equals(table.encoded(), octets), "goes out as it came in");
        FieldTable written = rebuilt(table);
        check(rebuilt(FieldTable.received(written.encoded())).equals(written), "is read as it was written");
    }

    private static FieldTable rebuilt(FieldTable table) {
        FieldTable.Builder builder = FieldTable.builder();
        table.forEach(entry -> builder.put(entry.key(), entry.value()));
        return builder.build();
    }

    private static void readAll(FieldTable table) {
        check(table.size() == table.entries().size() && table.isEmpty() == (table.size() == 0), "size");
        check(table.equals(FieldTable.received(table.encoded().clone())), "equality");
        for (FieldTable.Entry entry : table) {
            check(table.get(entry.key()) != null, "entry of the name");
            readAll(entry.value());
        }
        check(table.toString().length() >= 2, "text");
    }

    private static void readAll(FieldValue value) {
        check(!value.typeName().isEmpty(), "type");
        check(value.text() != null && value.toString() != null, "text");
        check(value.equals(new FieldValue(value.type(), value.value())), "equality");
        switch (value.type()) {
            case 'A' -> value.asArray().forEach(FieldsFuzz::readAll);
            case 'F' -> readAll(FieldTable.received(value.asTable().encoded()));
            case 't' -> value.asBoolean();
            case 'S' -> value.asString();
            case 'f', 'd' -> value.asDouble();
            default -> check(!value.isInteger() || value.asLong() == (Long) value.value(), "number");
        }
    }

    private static void properties(byte[] octets) {
        byte[] before = octets.clone();
        Properties.validate(octets);
        readAll(PropertyTable.of(octets));
        long expiration = Properties.expirationMillis(octets);
        check(expiration >= -1 && expiration <= Properties.MAX_EXPIRATION_MILLIS, "expiration");
        FieldTable headers = Properties.headers(octets);
        check((headers != null) == Properties.hasHeaders(octets), "headers");
        if (headers != null) {
            readAll(headers);
            check(Arrays.equals(Properties.withHeaders(octets, headers), octets), "the same headers");
            headers.forEach(header -> withoutHeader(octets, header.key()));
        }
        for (byte[] changed : List.of(
                Properties.withReplyTo(octets, "somewhere"),
                Properties.withoutExpiration(octets),
                Properties.withHeaders(octets, null))) {
            Properties.validate(changed);
        }
        check(Arrays.equals(octets, before), "properties are not changed in place");
    }

    private static void withoutHeader(byte[] octets, String name) {
        byte[] changed = Properties.withoutHeader(octets, name);
        Properties.validate(changed);
        FieldTable left = Properties.headers(changed);
        check(left == null || left.get(name) == null, "header '" + name + "' is gone");
    }

    private static void method(byte[] octets) {
        if (octets.length < 4) {
            return; // FrameDecoder passes on no such frame
        }
        Method method = read(octets);
        ByteBuf frame = Unpooled.buffer();
        MethodWriter.writeMethod(frame, 1, method);
        byte[] written = new byte[frame.readableBytes() - Frame.OVERHEAD];
        frame.getBytes(Frame.HEADER_SIZE, written);
        check(read(written).equals(method), method + " is read as it was written");
    }

    private static Method read(byte[] octets) {
        ByteBuf in = Unpooled.wrappedBuffer(octets);
        Method method = new MethodReader().decode(in, octets.length);
        check(!in.isReadable() && !method.toString().isEmpty(), "all of it was read");
        return method;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("broken: " + what);
        }
    }
}
