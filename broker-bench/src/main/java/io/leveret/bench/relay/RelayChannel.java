package io.leveret.bench.relay;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A channel: what is being published on it, and the numbers of what it delivers and confirms. Owner: I/O loop. */
final class RelayChannel {
    /** Contents up to here are copied: a piece by itself costs more than so many octets. */
    private static final int MAX_COPIED = 8192;

    private enum Next {
        METHOD,
        HEADER,
        BODY
    }

    private final int number;
    private final Output output;
    private final Relay relay;
    private final ByteBufAllocator alloc;
    private final List<ByteBuf> pieces = new ArrayList<>(); // of a content that goes on in another buffer
    private Next next = Next.METHOD;
    private @Nullable Route route; // null for what is to be dropped
    private long missing; // octets of the body
    private long deliveryTag;
    private boolean confirms;
    private long published; // since confirm.select
    private long confirmed;

    RelayChannel(int number, Output output, Relay relay, ByteBufAllocator alloc) {
        this.number = number;
        this.output = output;
        this.relay = relay;
        this.alloc = alloc;
    }

    int number() {
        return number;
    }

    Output output() {
        return output;
    }

    long nextDeliveryTag() {
        return ++deliveryTag;
    }

    /** A content on this route begins; it is dropped if there is none. */
    void begin(@Nullable Route newRoute) {
        expect(Next.METHOD);
        route = newRoute;
        next = Next.HEADER;
    }

    void header(long bodySize) {
        expect(Next.HEADER);
        missing = bodySize;
        next = Next.BODY;
    }

    /** A part of a body frame, which ends a frame of so many octets of body, or with 0 none. */
    void body(int ended) {
        expect(Next.BODY);
        missing -= ended;
        if (missing < 0) {
            throw new AmqpException(ReplyCode.FRAME_ERROR, "content body frame exceeds remaining content size");
        }
    }

    private void expect(Next wanted) {
        if (next != wanted) {
            throw new AmqpException(ReplyCode.UNEXPECTED_FRAME, "expected content " + next + " on channel " + number);
        }
    }

    boolean isComplete() {
        return next == Next.BODY && missing == 0;
    }

    /** Keeps a part of the content, as its buffer is at its end. */
    void keep(ByteBuf in, int start, int length) {
        if (route != null) {
            pieces.add(in.retainedSlice(start, length));
        }
    }

    /** The content ends with these octets; if no part was kept, they are all of it. */
    void finish(ByteBuf in, int start, int length) {
        next = Next.METHOD;
        if (confirms) {
            published++;
        }
        Route to = route;
        if (to == null) {
            relay.drop();
        } else if (pieces.isEmpty() && length <= MAX_COPIED) {
            deliver(to, in, start, length);
        } else {
            keep(in, start, length);
            deliverPieces(to);
        }
    }

    private void deliverPieces(Route to) {
        int length = 0;
        for (ByteBuf piece : pieces) {
            length += piece.readableBytes();
        }
        if (length <= MAX_COPIED) {
            deliverJoined(to, length);
        } else {
            List<ConsumerRing> queues = to.queues();
            for (int i = 0; i < queues.size(); i++) {
                Consumer consumer = queues.get(i).next();
                if (consumer == null) {
                    relay.drop();
                } else {
                    consumer.deliver(to, number, pieces);
                }
            }
        }
        discard();
    }

    private void deliverJoined(Route to, int length) {
        ByteBuf joined = alloc.buffer(length);
        try {
            for (ByteBuf piece : pieces) {
                joined.writeBytes(piece, piece.readerIndex(), piece.readableBytes());
            }
            deliver(to, joined, 0, length);
        } finally {
            joined.release();
        }
    }

    private void deliver(Route to, ByteBuf in, int start, int length) {
        List<ConsumerRing> queues = to.queues();
        for (int i = 0; i < queues.size(); i++) {
            Consumer consumer = queues.get(i).next();
            if (consumer == null) {
                relay.drop();
            } else {
                consumer.deliver(to, number, in, start, length);
            }
        }
    }

    /** Lets go of what was kept. */
    void discard() {
        pieces.forEach(ByteBuf::release);
        pieces.clear();
    }

    void selectConfirms() {
        confirms = true;
    }

    /** Whether a publish waits for its confirm and those before it have theirs. */
    boolean hasFirstUnconfirmed() {
        return published - confirmed == 1;
    }

    /** The number of the last publish: all are confirmed now. */
    long confirmAll() {
        confirmed = published;
        return published;
    }
}
