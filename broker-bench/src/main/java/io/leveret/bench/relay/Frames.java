package io.leveret.bench.relay;

import io.leveret.amqp.frame.Frame;
import io.netty.buffer.ByteBuf;

/** Looks into frames, and changes them, where they stand. */
final class Frames {
    private static final int CHANNEL_OFFSET = 1;

    private Frames() {}

    /** Type, channel, size and one octet more: every frame has 8 octets. */
    static long header(ByteBuf in, int start) {
        return in.getLong(start);
    }

    static int type(long header) {
        return (int) (header >>> 56);
    }

    static int channel(long header) {
        return (int) (header >>> 40) & 0xffff;
    }

    static long size(long header) {
        return header >>> 8 & 0xffff_ffffL;
    }

    /** Gives another channel number to all frames from {@code start} to the end of the buffer, where a frame ends. */
    static void renumber(ByteBuf frames, int start, int channel) {
        int end = frames.writerIndex();
        for (int at = start; at < end; at += (int) size(header(frames, at)) + Frame.OVERHEAD) {
            frames.setShort(at + CHANNEL_OFFSET, channel);
        }
    }
}
