package io.leveret.amqp.frame;

import io.netty.buffer.ByteBuf;

/**
 * Receives a connection's frames in their order, on its I/O loop. Buffers are lent for the call only. An
 * {@link io.leveret.core.error.AmqpException} thrown goes down the pipeline as an exception and decoding goes on behind the frame, so that
 * the peer's close-ok is still seen; after any other exception decoding ends.
 */
public interface FrameSink {
    /** A method frame, complete: at least 4 octets from {@code in}'s reader index on, which the callee may move as it likes. */
    void method(int channel, ByteBuf in, int length);

    /** A content header frame on a channel other than 0, complete: at least 12 octets, as for {@link #method}. */
    void header(int channel, ByteBuf in, int length);

    /**
     * A body frame on a channel other than 0 begins, {@code length} octets long. Its octets follow in {@link #bodyPart}, then comes
     * {@link #bodyEnd}; no other frame comes between. If one of these throws, the rest of that frame is kept from the sink.
     */
    void bodyStart(int channel, int length);

    /** The next {@code length} octets (at least one) of the body frame, from {@code in}'s reader index on. */
    void bodyPart(ByteBuf in, int length);

    /** The body frame is complete and its end octet was right. */
    void bodyEnd();

    void heartbeat();
}
