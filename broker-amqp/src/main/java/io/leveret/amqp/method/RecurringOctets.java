package io.leveret.amqp.method;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * Octets that are likely to come again with the next message. They are compared eight at a time, where the last eight may overlap those before them, so that
 * no octet is looked at alone: Netty's comparison looks at each of a rest, and checks both sides each time. Owner: I/O loop.
 */
public final class RecurringOctets {
    private final byte[] array;
    private final ByteBuffer octets;

    /** Of these octets, which must not change any more. */
    public RecurringOctets(byte[] array) {
        this.array = array;
        this.octets = ByteBuffer.wrap(array);
    }

    /** The octets themselves, the same array each time. */
    public byte[] array() {
        return array;
    }

    /** Whether the next {@code length} octets, which are there, are these and no more; nothing is read. */
    public boolean come(ByteBuf in, int length) {
        int start = in.readerIndex();
        if (length != array.length) {
            return false;
        } else if (length >= Long.BYTES) {
            return longsCome(in, start);
        } else if (length >= Integer.BYTES) {
            int last = length - Integer.BYTES;
            return in.getInt(start) == octets.getInt(0) && in.getInt(start + last) == octets.getInt(last);
        }
        for (int i = 0; i < length; i++) {
            if (in.getByte(start + i) != array[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean longsCome(ByteBuf in, int start) {
        int last = array.length - Long.BYTES;
        for (int i = 0; i < last; i += Long.BYTES) {
            if (in.getLong(start + i) != octets.getLong(i)) {
                return false;
            }
        }
        return in.getLong(start + last) == octets.getLong(last);
    }
}
