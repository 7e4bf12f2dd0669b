package io.leveret.amqp.frame;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.Octets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** The errors about whole frames, in the words of RabbitMQ's rabbit_reader: they quote the first octets of the payload. */
public final class FrameErrors {
    /** As many octets of a payload are quoted at most. */
    static final int SNIPPET = 16;

    private FrameErrors() {}

    /** A frame that has no place here: wrong channel, or wrong state of the connection. {@code payload} is only looked at. */
    public static AmqpException unexpectedFrame(FrameType type, ByteBuf payload, int length) {
        return new AmqpException(
                ReplyCode.UNEXPECTED_FRAME,
                quote(
                        type.octet(),
                        ByteBufUtil.getBytes(payload, payload.readerIndex(), Math.min(length, SNIPPET)),
                        length));
    }

    /** A frame of no known type, or one too short or too long for its type. */
    static AmqpException unknownFrame(int type, byte[] snippet, int length) {
        return frameError(quote(type, snippet, length), "unknown_frame");
    }

    static AmqpException tooLarge(int type, long length, int frameMax) {
        String error = "{frame_too_large," + length + "," + (frameMax - Frame.OVERHEAD) + "}";
        return frameError(quote(type, new byte[0], 0), error);
    }

    static AmqpException badEnd(int type, byte[] snippet, int length, int end) {
        return frameError(quote(type, snippet, length), "{invalid_frame_end_marker," + end + "}");
    }

    private static AmqpException frameError(String frame, String error) {
        return new AmqpException(ReplyCode.FRAME_ERROR, frame + ": " + error);
    }

    private static String quote(int type, byte[] snippet, int length) {
        String extent = length <= SNIPPET ? "all" : "first " + SNIPPET;
        return "type " + type + ", " + extent + " octets = "
                + Octets.of(snippet).toErlang();
    }
}
