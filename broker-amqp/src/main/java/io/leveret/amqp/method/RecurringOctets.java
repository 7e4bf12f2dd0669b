package io.leveret.amqp.method;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Compares octets that are likely to be those of the message before. Twice a message: eight octets at a time, where the last eight may overlap those
 * before them, so that no octet is looked at alone.
 */
public final class RecurringOctets {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private RecurringOctets() {}

    /** Whether the next {@code length} octets, which are there, are the expected ones and no more; nothing is read. */
    public static boolean come(byte[] expected, ByteBuf in, int length) {
        int start = in.readerIndex();
        if (length != expected.length) {
            return false;
        } else if (length >= Long.BYTES) {
            return longsCome(expected, in, start);
        } else if (length >= Integer.BYTES) {
            int last = length - Integer.BYTES;
            return in.getInt(start) == (int) INT.get(expected, 0)
                    && in.getInt(start + last) == (int) INT.get(expected, last);
        }
        for (int i = 0; i < length; i++) {
            if (in.getByte(start + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean longsCome(byte[] expected, ByteBuf in, int start) {
        int last = expected.length - Long.BYTES;
        for (int i = 0; i < last; i += Long.BYTES) {
            if (in.getLong(start + i) != (long) LONG.get(expected, i)) {
                return false;
            }
        }
        return in.getLong(start + last) == (long) LONG.get(expected, last);
    }
}
