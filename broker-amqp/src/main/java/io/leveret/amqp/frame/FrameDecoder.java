package io.leveret.amqp.frame;

import io.leveret.core.error.AmqpException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frames in what was read and hands them to its sink. Frames are parsed in the buffer they came in; only a method or header
 * frame that is cut off is kept, body frames are passed on in parts. When sizes or end octets are wrong, where the next frame begins is
 * lost: all that follows is discarded until the connection closes. Owner: I/O loop.
 */
public final class FrameDecoder extends ChannelInboundHandlerAdapter {
    /** RabbitMQ lets a payload be this much too large, as not a few clients forget to count header and end octet. */
    private static final int TOLERANCE = Frame.OVERHEAD;

    private static final int MIN_METHOD = 4; // class id and method id
    private static final int MIN_HEADER = 12; // class id, weight, body size

    private enum State {
        /** A frame begins, or goes on behind what {@link #tail} holds. */
        FRAME,
        /** Within a body frame that is passed on in parts. */
        BODY,
        /** Lost, or closed. */
        DISCARD
    }

    private final FrameSink sink;
    private int frameMax = Frame.INITIAL_FRAME_MAX;
    private State state = State.FRAME;

    /** The beginning of a frame that is not complete. Grows with what arrives, never by the size that a frame declares. */
    private @Nullable ByteBuf tail;

    /** What came while decoding is paused; null while it is not. */
    private @Nullable ByteBuf held;

    private @Nullable ChannelHandlerContext context;
    private int bodyLength;
    private int bodyLeft;
    private boolean bodyRefused; // the sink threw within this frame
    private final byte[] bodySnippet = new byte[FrameErrors.SNIPPET];

    public FrameDecoder(FrameSink sink) {
        this.sink = sink;
    }

    /** Sets the negotiated frame-max, in octets, for the frames that follow. */
    public void frameMax(int newFrameMax) {
        if (newFrameMax < Frame.OVERHEAD) {
            throw new IllegalStateException("frame-max " + newFrameMax);
        }
        frameMax = newFrameMax;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return ctx;
    }

    /** Called by the sink: after this frame nothing is decoded until {@link #resume}, and nothing more read when something has come. */
    public void pause() {
        held = context().alloc().buffer(0);
    }

    /** Decodes what has come meanwhile, and goes on; does nothing if it is not paused, or no more. */
    public void resume() {
        ByteBuf waiting = held;
        if (waiting == null) {
            return;
        }
        held = null;
        ChannelHandlerContext ctx = context();
        ctx.channel().config().setAutoRead(true);
        try {
            decode(ctx, waiting);
        } finally {
            waiting.release();
        }
        ctx.fireChannelReadComplete();
    }

    /** Octets kept of a frame that is not complete. */
    int heldBytes() {
        return tail == null ? 0 : tail.readableBytes();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf in)) {
            ctx.fireChannelRead(message);
            return;
        }
        try {
            if (tail != null && held == null) {
                decodeTail(ctx, tail, in);
            }
            decode(ctx, in);
        } finally {
            in.release();
        }
    }

    private void decodeTail(ChannelHandlerContext ctx, ByteBuf cut, ByteBuf in) {
        move(in, cut, Frame.OVERHEAD);
        if (cut.readableBytes() < Frame.OVERHEAD) {
            return;
        }
        int wanted = wanted(cut);
        move(in, cut, wanted);
        if (cut.readableBytes() < wanted) {
            return;
        }
        tail = null; // ours from here on: the sink may close the channel, which lets go of the tail
        try {
            decode(ctx, cut);
        } finally {
            cut.release();
        }
    }

    /** How much of a frame must be there to decode it: all of it, but of a body frame or one too large only its first octets. */
    private int wanted(ByteBuf cut) {
        long header = cut.getLong(cut.readerIndex());
        long size = size(header);
        boolean whole = size <= maxPayload() && !isStreamed(header);
        return whole ? (int) size + Frame.OVERHEAD : Frame.OVERHEAD;
    }

    private static void move(ByteBuf from, ByteBuf to, int upTo) {
        int missing = upTo - to.readableBytes();
        if (missing > 0) {
            to.writeBytes(from, Math.min(missing, from.readableBytes()));
        }
    }

    private void decode(ChannelHandlerContext ctx, ByteBuf in) {
        while (state != State.DISCARD && held == null && in.isReadable()) {
            try {
                if (state == State.BODY) {
                    decodeBody(in);
                } else if (!decodeFrame(in)) {
                    keep(ctx, in);
                }
            } catch (AmqpException e) {
                bodyRefused = true;
                ctx.fireExceptionCaught(e);
            } catch (RuntimeException e) {
                state = State.DISCARD; // a bug of ours: what the next frame would do is anybody's guess
                ctx.fireExceptionCaught(e);
            }
        }
        if (held != null && in.isReadable()) { // who waits for answers is read on, so that its end is seen
            held.writeBytes(in);
            ctx.channel().config().setAutoRead(false);
        }
    }

    private void keep(ChannelHandlerContext ctx, ByteBuf in) {
        tail = ctx.alloc().buffer(in.readableBytes()).writeBytes(in);
    }

    /** Decodes the frame that begins here; false if more of it is needed, and then nothing was consumed. */
    private boolean decodeFrame(ByteBuf in) {
        int readable = in.readableBytes();
        if (readable < Frame.OVERHEAD) {
            return false;
        }
        int start = in.readerIndex();
        long header = in.getLong(start); // every frame has 8 octets: one read instead of three
        long size = size(header);
        if (size > maxPayload()) {
            state = State.DISCARD;
            throw FrameErrors.tooLarge(type(header), size, frameMax);
        }
        if (readable < size + Frame.OVERHEAD) {
            if (isStreamed(header)) {
                in.skipBytes(Frame.HEADER_SIZE);
                startBody(channel(header), (int) size);
                return true;
            }
            return false;
        }
        int length = (int) size;
        in.readerIndex(start + Frame.HEADER_SIZE);
        try {
            checkEnd(header, in, length);
            dispatch(header, in, length);
        } finally {
            in.readerIndex(start + Frame.OVERHEAD + length);
        }
        return true;
    }

    private void checkEnd(long header, ByteBuf in, int length) {
        int end = in.getUnsignedByte(in.readerIndex() + length);
        if (end != Frame.END) {
            state = State.DISCARD;
            throw FrameErrors.badEnd(type(header), snippet(in, length), length, end);
        }
    }

    private void dispatch(long header, ByteBuf in, int length) {
        FrameType type = FrameType.of(type(header));
        if (type == null || !fits(type, length)) {
            throw FrameErrors.unknownFrame(type(header), snippet(in, length), length);
        }
        int channel = channel(header);
        if (type == FrameType.METHOD) {
            sink.method(channel, in, length);
        } else if ((channel == 0) != (type == FrameType.HEARTBEAT)) {
            throw FrameErrors.unexpectedFrame(type, in, length);
        } else if (type == FrameType.HEADER) {
            sink.header(channel, in, length);
        } else if (type == FrameType.BODY) {
            dispatchBody(channel, in, length);
        } else {
            sink.heartbeat();
        }
    }

    private static boolean fits(FrameType type, int length) {
        return switch (type) {
            case METHOD -> length >= MIN_METHOD;
            case HEADER -> length >= MIN_HEADER;
            case BODY -> true;
            case HEARTBEAT -> length == 0;
        };
    }

    private void dispatchBody(int channel, ByteBuf in, int length) {
        sink.bodyStart(channel, length);
        if (length > 0) {
            sink.bodyPart(in, length);
        }
        sink.bodyEnd();
    }

    private void startBody(int channel, int length) {
        state = State.BODY;
        bodyLength = length;
        bodyLeft = length;
        bodyRefused = false;
        sink.bodyStart(channel, length);
    }

    private void decodeBody(ByteBuf in) {
        if (bodyLeft == 0) {
            endBody(in.readUnsignedByte());
            return;
        }
        int start = in.readerIndex();
        int length = Math.min(bodyLeft, in.readableBytes());
        keepSnippet(in, length);
        bodyLeft -= length;
        try {
            if (!bodyRefused) {
                sink.bodyPart(in, length);
            }
        } finally {
            in.readerIndex(start + length);
        }
    }

    private void keepSnippet(ByteBuf in, int length) {
        int done = bodyLength - bodyLeft;
        if (done < bodySnippet.length) {
            in.getBytes(in.readerIndex(), bodySnippet, done, Math.min(length, bodySnippet.length - done));
        }
    }

    private void endBody(int end) {
        if (end != Frame.END) {
            state = State.DISCARD;
            byte[] snippet = Arrays.copyOf(bodySnippet, Math.min(bodyLength, bodySnippet.length));
            throw FrameErrors.badEnd(FrameType.BODY.octet(), snippet, bodyLength, end);
        }
        state = State.FRAME;
        if (!bodyRefused) {
            sink.bodyEnd();
        }
    }

    private int maxPayload() {
        return frameMax - Frame.OVERHEAD + TOLERANCE;
    }

    private static int type(long header) {
        return (int) (header >>> 56);
    }

    private static int channel(long header) {
        return (int) (header >>> 40) & 0xffff;
    }

    private static long size(long header) {
        return header >>> 8 & 0xffff_ffffL;
    }

    private static boolean isStreamed(long header) {
        return type(header) == FrameType.BODY.octet() && channel(header) != 0;
    }

    private static byte[] snippet(ByteBuf in, int length) {
        return ByteBufUtil.getBytes(in, in.readerIndex(), Math.min(length, FrameErrors.SNIPPET));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stop();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stop();
    }

    private void stop() {
        state = State.DISCARD;
        if (tail != null) {
            tail.release();
            tail = null;
        }
        if (held != null) {
            held.release();
            held = null;
        }
    }
}
