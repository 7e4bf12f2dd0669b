package io.leveret.amqp.method;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Octets;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Writes method arguments by the types of the specification. */
final class Arguments {
    private static final int MAX_SHORT_STRING = 255;
    private static final byte[] ELLIPSIS = {'.', '.', '.'};

    private Arguments() {}

    static void shortString(ByteBuf out, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        if (octets.length > MAX_SHORT_STRING) {
            throw new IllegalStateException("short string of " + octets.length + " octets");
        }
        out.writeByte(octets.length).writeBytes(octets);
    }

    /** A reply text, which RabbitMQ cuts to 255 octets with three dots at the end. */
    static void replyText(ByteBuf out, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        if (octets.length <= MAX_SHORT_STRING) {
            out.writeByte(octets.length).writeBytes(octets);
            return;
        }
        int end = MAX_SHORT_STRING - ELLIPSIS.length;
        while ((octets[end] & 0xc0) == 0x80) {
            end--; // not within a character
        }
        out.writeByte(end + ELLIPSIS.length).writeBytes(octets, 0, end).writeBytes(ELLIPSIS);
    }

    static void longString(ByteBuf out, Octets octets) {
        out.writeInt(octets.length()).writeBytes(octets.toArray());
    }

    static void longString(ByteBuf out, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(octets.length).writeBytes(octets);
    }

    static void table(ByteBuf out, FieldTable table) {
        out.writeInt(table.encoded().length).writeBytes(table.encoded());
    }

    /** Up to eight adjacent bits in one octet, the first in the lowest place. */
    static void bits(ByteBuf out, boolean... bits) {
        int octet = 0;
        for (int i = 0; i < bits.length; i++) {
            octet |= bits[i] ? 1 << i : 0;
        }
        out.writeByte(octet);
    }

    /** The ticket of access.request, long without meaning. */
    static void reservedShort(ByteBuf out) {
        out.writeShort(0);
    }
}
