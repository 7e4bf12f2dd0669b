package io.leveret.amqp.frame;

import io.netty.buffer.ByteBuf;

/** The layout of a frame: type (1 octet), channel (2), size of the payload (4), payload, end octet. */
public final class Frame {
    public static final int HEADER_SIZE = 7;

    /** What a frame takes beside its payload. */
    public static final int OVERHEAD = HEADER_SIZE + 1;

    public static final int END = 0xCE;

    /** The frame-max until one is negotiated: RabbitMQ's, twice what the specification asks for. */
    public static final int INITIAL_FRAME_MAX = 8192;

    /** Where the size stands in a frame. */
    public static final int SIZE_OFFSET = 3;

    private Frame() {}

    /** Writes a frame's header; payload and end octet must follow. */
    public static void writeHeader(ByteBuf out, FrameType type, int channel, int size) {
        // one store instead of three: the octet too many is written over by what follows, at least the end octet
        out.writeLong((long) type.octet() << 56 | (long) channel << 40 | (long) size << 8);
        out.writerIndex(out.writerIndex() - 1);
    }

    public static void writeHeartbeat(ByteBuf out) {
        writeHeader(out, FrameType.HEARTBEAT, 0, 0);
        out.writeByte(END);
    }
}
