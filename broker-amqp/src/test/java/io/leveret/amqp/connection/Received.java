package io.leveret.amqp.connection;

import io.leveret.amqp.method.Method;
import io.leveret.amqp.method.MethodReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** A frame that the broker sent: a method, or the hexadecimal payload of another type. */
record Received(int type, int channel, Object content) {
    static final int HEARTBEAT = 8;

    /** Null if no whole frame is there. */
    static Received read(ByteBuf in) {
        int start = in.readerIndex();
        if (in.readableBytes() < 8 || in.readableBytes() < 8 + in.getInt(start + 3)) {
            return null;
        }
        int type = in.readUnsignedByte();
        int channel = in.readUnsignedShort();
        ByteBuf payload = in.readSlice(in.readInt());
        if (in.readUnsignedByte() != 0xCE) {
            throw new AssertionError("no end octet");
        }
        Object content =
                type == 1 ? new MethodReader().decode(payload, payload.readableBytes()) : ByteBufUtil.hexDump(payload);
        return new Received(type, channel, content);
    }

    Method method() {
        return (Method) content;
    }
}
