package io.leveret.bench;

import io.leveret.amqp.channel.Channels;
import io.leveret.amqp.channel.Inbox;
import io.leveret.amqp.channel.Outbound;
import io.leveret.amqp.frame.Frame;
import io.leveret.amqp.frame.FrameSink;
import io.leveret.amqp.method.ChannelMethod;
import io.leveret.amqp.method.MethodReader;
import io.leveret.amqp.method.MethodWriter;
import io.leveret.core.CommandBatch;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

/** Makes commands for the core of the frames, as a connection with one open channel does. Owner: I/O loop. */
final class ChannelsSink implements FrameSink {
    static final int CHANNEL = 1;

    private static final long MESSAGE_SIZE = 1 << 24;

    private final Inbox inbox = new Inbox(() -> 1);
    private final Channels channels =
            new Channels(inbox, new Outbound(new EmbeddedChannel()), new MethodReader(), MESSAGE_SIZE);

    ChannelsSink() {
        ByteBuf open = Unpooled.buffer();
        MethodWriter.writeMethod(open, CHANNEL, new ChannelMethod.Open());
        method(CHANNEL, open.skipBytes(Frame.HEADER_SIZE), open.readableBytes() - 1);
        take();
    }

    /** The commands since this was last asked. */
    CommandBatch take() {
        CommandBatch taken = inbox.take();
        inbox.consumed(taken.bytes());
        return taken;
    }

    @Override
    public void method(int channel, ByteBuf in, int length) {
        channels.method(channel, MethodReader.peekId(in), in, length);
    }

    @Override
    public void header(int channel, ByteBuf in, int length) {
        channels.header(channel, in, length);
    }

    @Override
    public void bodyStart(int channel, int length) {
        channels.bodyStart(channel, length);
    }

    @Override
    public void bodyPart(ByteBuf in, int length) {
        channels.bodyPart(in, length);
    }

    @Override
    public void bodyEnd() {
        channels.bodyEnd();
    }

    @Override
    public void heartbeat() {}
}
