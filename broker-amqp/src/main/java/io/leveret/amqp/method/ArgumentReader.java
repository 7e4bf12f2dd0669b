package io.leveret.amqp.method;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Octets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads method arguments by the types of the specification; what is not there, or malformed, throws SYNTAX_ERROR. Owner: I/O loop. */
final class ArgumentReader {
    private final byte[] scratch = new byte[255];
    private ByteBuf in = Unpooled.EMPTY_BUFFER;
    private int end;
    private int bits;

    /** The arguments begin at the buffer's reader index and are {@code length} octets long. */
    void begin(ByteBuf buffer, int length) {
        in = buffer;
        end = buffer.readerIndex() + length;
    }

    /** The method's last argument was read: nothing may follow. Lets go of the buffer. */
    void finish() {
        int left = end - in.readerIndex();
        in = Unpooled.EMPTY_BUFFER;
        end = 0;
        if (left != 0) {
            throw malformed(left + " octets too many");
        }
    }

    int octet() {
        require(1);
        return in.readUnsignedByte();
    }

    int int16() {
        require(2);
        return in.readUnsignedShort();
    }

    /** Unsigned. */
    long int32() {
        require(4);
        return in.readUnsignedInt();
    }

    long int64() {
        require(8);
        return in.readLong();
    }

    /** The first bit of an octet; {@link #nextBit} reads those packed behind it. */
    boolean bit() {
        bits = octet();
        return (bits & 1) != 0;
    }

    boolean nextBit() {
        bits >>= 1;
        return (bits & 1) != 0;
    }

    String shortString() {
        int length = octet();
        require(length);
        in.readBytes(scratch, 0, length);
        return text(scratch, length);
    }

    /** A reserved one, which may hold anything. */
    void skipShortString() {
        skip(octet());
    }

    void skipLongString() {
        skip(int32());
    }

    private void skip(long count) {
        require(count);
        in.skipBytes((int) count);
    }

    String longText() {
        byte[] octets = longOctets();
        return text(octets, octets.length);
    }

    Octets longString() {
        return Octets.of(longOctets());
    }

    FieldTable table() {
        return FieldTable.received(longOctets());
    }

    private byte[] longOctets() {
        long length = int32();
        require(length);
        byte[] octets = new byte[(int) length];
        in.readBytes(octets);
        return octets;
    }

    private void require(long count) {
        if (count > end - in.readerIndex()) {
            throw malformed("they end too early");
        }
    }

    /** Names must come out as they came in, so octets that are no UTF-8 are refused, not replaced. */
    private static String text(byte[] octets, int length) {
        String text = new String(octets, 0, length, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') >= 0
                && !Arrays.equals(Arrays.copyOf(octets, length), text.getBytes(StandardCharsets.UTF_8))) {
            throw malformed("a string is no UTF-8");
        }
        return text;
    }

    private static AmqpException malformed(String why) {
        return new AmqpException(ReplyCode.SYNTAX_ERROR, "cannot decode method arguments: " + why);
    }
}
