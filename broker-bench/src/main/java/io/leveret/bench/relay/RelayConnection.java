package io.leveret.bench.relay;

import io.leveret.amqp.connection.ServerProperties;
import io.leveret.amqp.frame.Frame;
import io.leveret.amqp.frame.ProtocolHeader;
import io.leveret.amqp.method.BasicMethod;
import io.leveret.amqp.method.ChannelMethod;
import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.amqp.method.Method;
import io.leveret.amqp.method.MethodReader;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.collection.IntObjectHashMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection. Adjacent frames of a content are one run of octets, which is passed on as a whole; what was written within a read is flushed
 * when the read is through, and what was published is confirmed then. Owner: I/O loop.
 */
final class RelayConnection extends ChannelInboundHandlerAdapter {
    private static final int FRAME_MAX = 131_072;
    private static final int CHANNEL_MAX = 2047;

    /** As much as the broker lets pass. */
    static final int MAX_PAYLOAD = FRAME_MAX;

    /** The least that a content header holds: class id, weight, body size, property flags. */
    static final int CONTENT_HEADER = 14;

    private static final int BODY_SIZE_OFFSET = Frame.HEADER_SIZE + 4;

    private final Relay relay;
    private final Channel socket;
    private final Output output;
    private final MethodReader reader = new MethodReader();
    private final LastPublish lastPublish = new LastPublish();
    private final IntObjectHashMap<RelayChannel> channels = new IntObjectHashMap<>();
    private final List<RelayChannel> unconfirmed = new ArrayList<>();
    private final ChannelAnswers answers;
    private @Nullable RelayChannel lastChannel;
    private @Nullable RelayChannel runOf; // whose content stands in the buffer from runStart to runEnd
    private int runStart;
    private int runEnd;
    private boolean full;
    private boolean closing;

    RelayConnection(Relay relay, Channel socket) {
        this.relay = relay;
        this.socket = socket;
        output = new Output(socket, relay.flushes());
        answers = new ChannelAnswers(relay, output);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ProtocolHeader.ACCEPTED) {
            output.write(
                    0,
                    new ConnectionMethod.Start(
                            0, 9, ServerProperties.of("Leveret relay", "", "relay"), "PLAIN", "en_US"));
        }
    }

    /** The payload of a method frame, from the reader index on. */
    void method(int number, ByteBuf in, int length) {
        int id = MethodReader.peekId(in);
        if (id == BasicMethod.PUBLISH) {
            publish(channel(number), in, length);
        } else if (id != BasicMethod.ACK && id != BasicMethod.NACK && id != BasicMethod.REJECT && !closing) {
            Method method = reader.decode(in, length);
            if (number == 0) {
                answer(method);
            } else {
                answer(number, method);
            }
        }
    }

    private void publish(RelayChannel channel, ByteBuf in, int length) {
        int start = in.readerIndex();
        Route route = lastPublish.route(in, start, length);
        if (route == null) {
            route = route((BasicMethod.Publish) reader.decode(in, length));
            if (route != null) {
                lastPublish.remember(in, start, length, route);
            }
        }
        channel.begin(route);
    }

    private @Nullable Route route(BasicMethod.Publish publish) {
        if (publish.mandatory() || publish.immediate()) {
            throw new AmqpException(ReplyCode.NOT_IMPLEMENTED, "the relay returns no messages");
        }
        relay.gate().add(socket);
        return relay.queues().route(publish.exchange(), publish.routingKey());
    }

    private void answer(Method method) {
        if (method instanceof ConnectionMethod.StartOk) {
            output.write(0, new ConnectionMethod.Tune(CHANNEL_MAX, FRAME_MAX, 0));
        } else if (method instanceof ConnectionMethod.TuneOk tuneOk) {
            if (tuneOk.frameMax() != FRAME_MAX || tuneOk.heartbeat() != 0) {
                throw new AmqpException(
                        ReplyCode.NOT_ALLOWED,
                        "the relay passes frames on as they are and has no heartbeats: frame-max must be " + FRAME_MAX
                                + " and heartbeat 0");
            }
        } else if (method instanceof ConnectionMethod.Open) {
            output.write(0, new ConnectionMethod.OpenOk());
        } else if (method instanceof ConnectionMethod.Close) {
            closeAfter(new ConnectionMethod.CloseOk());
        } else {
            throw ChannelAnswers.unknown(method);
        }
    }

    private void answer(int number, Method method) {
        if (method instanceof ChannelMethod.Open) {
            channels.put(number, new RelayChannel(number, output, relay, socket.alloc()));
            output.write(number, new ChannelMethod.OpenOk());
        } else if (method instanceof ChannelMethod.Close) {
            close(channel(number));
            output.write(number, new ChannelMethod.CloseOk());
        } else {
            answers.answer(channel(number), method);
        }
    }

    @SuppressWarnings("ReferenceEquality") // a channel is itself
    private void close(RelayChannel channel) {
        confirm();
        channels.remove(channel.number());
        channel.discard();
        answers.cancelAll(channel);
        lastChannel = null;
        if (runOf == channel) {
            runOf = null;
        }
    }

    private RelayChannel channel(int number) {
        RelayChannel last = lastChannel;
        if (last != null && last.number() == number) {
            return last;
        }
        RelayChannel channel = channels.get(number);
        if (channel == null) {
            throw new AmqpException(ReplyCode.CHANNEL_ERROR, "channel " + number + " is not open");
        }
        lastChannel = channel;
        return channel;
    }

    /** A header frame that stands whole in the buffer. */
    void header(int number, ByteBuf in, int start, int length) {
        RelayChannel channel = channel(number);
        channel.header(in.getLong(start + BODY_SIZE_OFFSET));
        extend(channel, in, start, length);
    }

    /** A part of a body frame, with which a frame of so many octets of body ends, or with 0 none. */
    void body(int number, ByteBuf in, int start, int length, int ended) {
        RelayChannel channel = channel(number);
        channel.body(ended);
        extend(channel, in, start, length);
    }

    @SuppressWarnings("ReferenceEquality") // a channel is itself
    private void extend(RelayChannel channel, ByteBuf in, int start, int length) {
        if (runOf != channel || runEnd != start) { // frames of other channels may come between
            bufferEnds(in);
            runOf = channel;
            runStart = start;
        }
        runEnd = start + length;
        if (channel.isComplete()) {
            channel.finish(in, runStart, runEnd - runStart);
            runOf = null;
            if (channel.hasFirstUnconfirmed()) {
                unconfirmed.add(channel);
            }
        }
    }

    /** What stands in the buffer of an incomplete content must be kept. */
    void bufferEnds(ByteBuf in) {
        if (runOf != null) {
            runOf.keep(in, runStart, runEnd - runStart);
            runOf = null;
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        confirm();
        relay.flushes().flushAll();
    }

    private void confirm() {
        for (int i = 0; i < unconfirmed.size(); i++) {
            RelayChannel channel = unconfirmed.get(i);
            output.write(channel.number(), new BasicMethod.Ack(channel.confirmAll(), true));
        }
        unconfirmed.clear();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        setFull(!socket.isWritable());
    }

    private void setFull(boolean isFull) {
        if (isFull != full) {
            full = isFull;
            if (isFull) {
                relay.gate().shut();
            } else {
                relay.gate().open();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (closing) {
            return; // whatever still comes, the last word is on its way
        }
        if (cause instanceof AmqpException error) {
            relay.say("connection " + socket.remoteAddress() + " closed: " + error.replyText());
            closeAfter(new ConnectionMethod.Close(error.replyCode().code(), error.replyText(), 0, 0));
        } else {
            if (!(cause instanceof IOException)) { // a peer may end without a word
                relay.bug(cause);
            }
            socket.close();
        }
    }

    private void closeAfter(Method last) {
        closing = true;
        output.write(0, last);
        output.flush().addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        channels.values().forEach(channel -> {
            channel.discard();
            answers.cancelAll(channel);
        });
        channels.clear();
        unconfirmed.clear();
        relay.gate().remove(socket);
        setFull(false);
        output.close();
    }
}
