package io.leveret.amqp.channel;

import io.leveret.amqp.method.BasicMethod;
import io.leveret.amqp.method.RecurringOctets;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.Body;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what a channel publishes: method, then content header, then body frames until the declared size is reached. Octets are
 * copied once, into chunks that grow with what has arrived and never with what was declared. Owner: I/O loop.
 */
final class Publishing {
    private static final int CLASS_BASIC = 60;
    private static final int HEADER_FIELDS = 12; // class id, weight, body size

    /** No body may be larger, whatever is configured: RabbitMQ's limit. */
    private static final long MAX_BODY = 512L << 20;

    private static final byte[] NO_CHUNK = new byte[0];

    private enum Next {
        METHOD,
        HEADER,
        BODY
    }

    private final long messageSize;
    private Next next = Next.METHOD;
    private BasicMethod.@Nullable Publish publish;
    private RecurringOctets properties = new RecurringOctets(Properties.none());
    private final List<byte[]> fullChunks = new ArrayList<>();
    private byte[] chunk = NO_CHUNK;
    private int filled;
    private long received;
    private long missing;

    /** {@code messageSize} is the largest body taken, in octets. */
    Publishing(long messageSize) {
        this.messageSize = messageSize;
    }

    /** Whether a method may come now. */
    boolean isIdle() {
        return next == Next.METHOD;
    }

    void begin(BasicMethod.Publish newPublish) {
        publish = newPublish;
        next = Next.HEADER;
    }

    /** Octets of the body that is not complete yet. */
    long receivedBytes() {
        return received;
    }

    void header(ByteBuf in, int length) {
        if (next != Next.HEADER) {
            throw unexpected();
        }
        int classId = in.readUnsignedShort();
        int weight = in.readUnsignedShort();
        if (weight != 0) {
            throw unexpected();
        }
        if (classId != CLASS_BASIC) {
            throw unexpectedFrame("expected content header for class 60, got one for class " + classId + " instead");
        }
        long bodySize = in.readLong();
        checkSize(bodySize);
        readProperties(in, length - HEADER_FIELDS);
        missing = bodySize;
        next = Next.BODY;
    }

    private void checkSize(long bodySize) {
        if (Long.compareUnsigned(bodySize, MAX_BODY) > 0) {
            throw new AmqpException(
                    ReplyCode.FRAME_ERROR,
                    "content body size " + Long.toUnsignedString(bodySize) + " exceeds maximum allowed size "
                            + MAX_BODY);
        }
        if (bodySize > messageSize) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "message size " + bodySize + " is larger than configured max size " + messageSize);
        }
    }

    /** Consecutive messages mostly have equal properties: they share one array. */
    private void readProperties(ByteBuf in, int length) {
        if (properties.come(in, length)) {
            return;
        }
        byte[] octets = ByteBufUtil.getBytes(in, in.readerIndex(), length);
        Properties.validate(octets);
        properties = new RecurringOctets(octets);
    }

    void bodyStart(int length) {
        if (next != Next.BODY) {
            throw unexpected();
        }
        if (length > missing) {
            throw new AmqpException(ReplyCode.FRAME_ERROR, "content body frame exceeds remaining content size");
        }
    }

    void bodyPart(ByteBuf in, int length) {
        for (int left = length; left > 0; ) {
            if (filled == chunk.length) {
                nextChunk(left);
            }
            int count = Math.min(left, chunk.length - filled);
            in.readBytes(chunk, filled, count);
            filled += count;
            received += count;
            missing -= count;
            left -= count;
        }
    }

    /** As large as what is here, or as all that came before; the last chunk ends where the body does. */
    private void nextChunk(int available) {
        if (filled > 0) {
            fullChunks.add(chunk);
        }
        long size = Math.min(missing, Math.max(available, received));
        chunk = new byte[(int) Math.min(size, Body.CHUNK)];
        filled = 0;
    }

    boolean isComplete() {
        return next == Next.BODY && missing == 0;
    }

    /** The complete message; the next one may begin. */
    Message finish(long nowMillis) {
        Message message =
                new Message(publish().exchange(), publish().routingKey(), properties.array(), body(), nowMillis);
        reset();
        return message;
    }

    private Body body() {
        if (fullChunks.isEmpty()) {
            return Body.of(chunk);
        }
        fullChunks.add(chunk);
        return Body.of(fullChunks.toArray(byte[][]::new));
    }

    /** Gives up what has arrived of a message. */
    void reset() {
        next = Next.METHOD;
        publish = null;
        fullChunks.clear();
        chunk = NO_CHUNK;
        filled = 0;
        received = 0;
        missing = 0;
    }

    BasicMethod.Publish publish() {
        if (publish == null) {
            throw new IllegalStateException("no publish in progress");
        }
        return publish;
    }

    /** A frame of another kind than the next must be. */
    AmqpException unexpected() {
        return unexpectedFrame(
                switch (next) {
                    case METHOD -> "expected method frame, got non method frame instead";
                    case HEADER -> "expected content header for class 60, got non content header frame instead";
                    case BODY -> "expected content body, got non content body frame instead";
                });
    }

    private static AmqpException unexpectedFrame(String text) {
        return new AmqpException(ReplyCode.UNEXPECTED_FRAME, text);
    }
}
