package io.leveret.bench;

import io.leveret.amqp.frame.FrameSink;
import io.netty.buffer.ByteBuf;

/** Does nothing with the frames but count them. Owner: I/O loop. */
final class CountingSink implements FrameSink {
    private long frames;
    private long octets;

    /** Frames and octets together: what a benchmark returns, so that neither is optimised away. */
    long seen() {
        return frames + octets;
    }

    private void count(int length) {
        frames++;
        octets += length;
    }

    @Override
    public void method(int channel, ByteBuf in, int length) {
        count(length);
    }

    @Override
    public void header(int channel, ByteBuf in, int length) {
        count(length);
    }

    @Override
    public void bodyStart(int channel, int length) {
        count(0);
    }

    @Override
    public void bodyPart(ByteBuf in, int length) {
        octets += length;
    }

    @Override
    public void bodyEnd() {}

    @Override
    public void heartbeat() {
        count(0);
    }
}
