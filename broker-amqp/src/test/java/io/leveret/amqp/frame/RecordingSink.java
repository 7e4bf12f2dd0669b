package io.leveret.amqp.frame;

import io.leveret.core.error.AmqpException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes the frames it gets, and checks that body parts come in their place; it throws what a test wants thrown. */
final class RecordingSink implements FrameSink {
    final List<String> frames = new ArrayList<>();

    @Nullable
    RuntimeException toThrow;

    private int bodyLeft = -1;
    private String body = "";

    @Override
    public void method(int channel, ByteBuf in, int length) {
        whole("method " + channel + " ", in, length);
    }

    @Override
    public void header(int channel, ByteBuf in, int length) {
        whole("header " + channel + " ", in, length);
    }

    @Override
    public void bodyStart(int channel, int length) {
        outsideBody();
        maybeThrow();
        body = "body " + channel + " ";
        bodyLeft = length;
    }

    @Override
    public void bodyPart(ByteBuf in, int length) {
        maybeThrow();
        if (length < 1 || length > bodyLeft || length > in.readableBytes()) {
            throw new IllegalStateException("part of " + length + ", left " + bodyLeft);
        }
        body += ByteBufUtil.hexDump(in, in.readerIndex(), length);
        bodyLeft -= length;
        in.skipBytes(length / 2); // where the callee leaves the index must not matter
    }

    @Override
    public void bodyEnd() {
        if (bodyLeft != 0) {
            throw new IllegalStateException("body ends, left " + bodyLeft);
        }
        bodyLeft = -1;
        frames.add(body);
    }

    @Override
    public void heartbeat() {
        outsideBody();
        frames.add("heartbeat");
    }

    private void whole(String frame, ByteBuf in, int length) {
        outsideBody();
        maybeThrow();
        frames.add(frame + ByteBufUtil.hexDump(in, in.readerIndex(), length));
        in.skipBytes(length / 2);
    }

    private void outsideBody() {
        if (bodyLeft != -1) {
            throw new IllegalStateException("a frame within a body frame");
        }
    }

    private void maybeThrow() {
        RuntimeException thrown = toThrow;
        if (thrown != null) {
            toThrow = null;
            bodyLeft = thrown instanceof AmqpException ? -1 : bodyLeft;
            throw thrown;
        }
    }
}
