package io.leveret.bench.relay;

import io.leveret.amqp.frame.Frame;
import io.leveret.amqp.frame.FrameType;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frames in what was read and tells the connection where they stand, body frames part by part. Nothing is copied but the
 * beginning of a frame that is cut off. After an error nothing more is looked at. Owner: I/O loop.
 */
final class FrameSplitter extends ChannelInboundHandlerAdapter {
    private final RelayConnection connection;
    private @Nullable ByteBuf tail; // the beginning of a frame
    private int bodyChannel;
    private int bodySize; // of the body frame's payload
    private int bodyLeft; // octets to come of a body frame, with its end octet
    private boolean broken;

    FrameSplitter(RelayConnection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf in)) {
            ctx.fireChannelRead(message);
            return;
        }
        try {
            if (!broken) {
                splitAll(ctx, in);
            }
        } catch (RuntimeException e) {
            broken = true;
            throw e;
        } finally {
            in.release();
        }
    }

    private void splitAll(ChannelHandlerContext ctx, ByteBuf in) {
        ByteBuf cut = tail;
        if (cut != null && complete(cut, in)) {
            tail = null;
            try {
                split(ctx, cut);
            } finally {
                cut.release();
            }
        }
        split(ctx, in);
    }

    /** Adds to the beginning of a frame until it can be split; false if there is not enough. */
    private static boolean complete(ByteBuf cut, ByteBuf in) {
        move(in, cut, Frame.OVERHEAD);
        if (cut.readableBytes() < Frame.OVERHEAD) {
            return false;
        }
        int wanted = wanted(Frames.header(cut, cut.readerIndex()));
        move(in, cut, wanted);
        return cut.readableBytes() >= wanted;
    }

    private static void move(ByteBuf from, ByteBuf to, int upTo) {
        int missing = upTo - to.readableBytes();
        if (missing > 0) {
            to.writeBytes(from, Math.min(missing, from.readableBytes()));
        }
    }

    /** How much of a frame must be there: all of it, but of a body frame, or of one too large, only its first octets. */
    private static int wanted(long header) {
        boolean whole =
                Frames.type(header) != FrameType.BODY.octet() && Frames.size(header) <= RelayConnection.MAX_PAYLOAD;
        return Frame.OVERHEAD + (whole ? (int) Frames.size(header) : 0);
    }

    private void split(ChannelHandlerContext ctx, ByteBuf in) {
        while (in.isReadable()) {
            if (bodyLeft > 0) {
                splitBody(in);
            } else if (!splitFrame(in)) {
                tail = ctx.alloc().buffer(in.readableBytes()).writeBytes(in);
            }
        }
        connection.bufferEnds(in);
    }

    /** The frame that begins here; false if more of it is needed, and then nothing was consumed. */
    private boolean splitFrame(ByteBuf in) {
        if (in.readableBytes() < Frame.OVERHEAD) {
            return false;
        }
        int start = in.readerIndex();
        long header = Frames.header(in, start);
        if (Frames.size(header) > RelayConnection.MAX_PAYLOAD) {
            throw new AmqpException(ReplyCode.FRAME_ERROR, "frame of " + Frames.size(header) + " octets");
        }
        int length = (int) Frames.size(header) + Frame.OVERHEAD;
        int channel = Frames.channel(header);
        if (Frames.type(header) == FrameType.BODY.octet()) {
            bodyChannel = channel;
            bodySize = length - Frame.OVERHEAD;
            bodyLeft = length;
            splitBody(in);
            return true;
        }
        if (in.readableBytes() < length) {
            return false;
        }
        checkEnd(in, start + length);
        dispatch(header, in, start);
        in.readerIndex(start + length);
        return true;
    }

    private void dispatch(long header, ByteBuf in, int start) {
        int channel = Frames.channel(header);
        int size = (int) Frames.size(header);
        int type = Frames.type(header);
        if (type == FrameType.METHOD.octet() && size >= Integer.BYTES) {
            in.skipBytes(Frame.HEADER_SIZE);
            connection.method(channel, in, size);
        } else if (type == FrameType.HEADER.octet() && size >= RelayConnection.CONTENT_HEADER) {
            connection.header(channel, in, start, size + Frame.OVERHEAD);
        } else if (type != FrameType.HEARTBEAT.octet()) {
            throw new AmqpException(ReplyCode.FRAME_ERROR, "frame of type " + type + " with " + size + " octets");
        }
    }

    private void splitBody(ByteBuf in) {
        int start = in.readerIndex();
        int length = Math.min(bodyLeft, in.readableBytes());
        bodyLeft -= length;
        boolean ends = bodyLeft == 0;
        if (ends) {
            checkEnd(in, start + length);
        }
        connection.body(bodyChannel, in, start, length, ends ? bodySize : 0);
        in.readerIndex(start + length);
    }

    private static void checkEnd(ByteBuf in, int end) {
        if (in.getUnsignedByte(end - 1) != Frame.END) {
            throw new AmqpException(ReplyCode.FRAME_ERROR, "a frame has no end octet");
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        broken = true;
        if (tail != null) {
            tail.release();
            tail = null;
        }
    }
}
