package io.leveret.bench.relay;

import io.leveret.amqp.method.BasicMethod;
import io.leveret.amqp.method.ChannelMethod;
import io.leveret.amqp.method.ConfirmMethod;
import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.amqp.method.ExchangeMethod;
import io.leveret.amqp.method.Method;
import io.leveret.amqp.method.MethodWriter;
import io.leveret.amqp.method.QueueMethod;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Octets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;

/** A client of the relay, without a socket. Owner: I/O loop. */
final class Peer {
    static final int FRAME_MAX = 131_072;

    private final EmbeddedChannel wire = new EmbeddedChannel();
    private int lastReads;

    private Peer() {}

    /** Has shaken hands, and opened that channel. */
    static Peer connect(Relay relay, int channel) {
        Peer peer = started(relay);
        peer.send(octets(0, new ConnectionMethod.TuneOk(2047, FRAME_MAX, 0)));
        peer.send(octets(0, new ConnectionMethod.Open("/")));
        peer.send(octets(channel, new ChannelMethod.Open()));
        peer.received();
        return peer;
    }

    /** Knows what the relay proposes. */
    static Peer started(Relay relay) {
        var peer = new Peer();
        relay.accept(peer.wire);
        peer.send("AMQP\0\0\t\1".getBytes(StandardCharsets.US_ASCII));
        peer.send(octets(
                0,
                new ConnectionMethod.StartOk(
                        FieldTable.EMPTY,
                        "PLAIN",
                        Octets.of("\0guest\0guest".getBytes(StandardCharsets.UTF_8)),
                        "en_US")));
        return peer;
    }

    static Peer consumer(Relay relay, int channel, String queue, String tag) {
        Peer peer = connect(relay, channel);
        peer.ask(channel, new QueueMethod.Declare(queue, false, false, false, false, false, FieldTable.EMPTY));
        peer.ask(channel, new BasicMethod.Qos(0, 10, false));
        peer.ask(channel, new BasicMethod.Consume(queue, tag, false, true, false, false, FieldTable.EMPTY));
        return peer;
    }

    void fanout(int channel, String exchange, String queue) {
        ask(
                channel,
                new ExchangeMethod.Declare(exchange, "fanout", false, false, false, false, false, FieldTable.EMPTY));
        ask(channel, new QueueMethod.Bind(queue, exchange, "", false, FieldTable.EMPTY));
    }

    void selectConfirms(int channel) {
        ask(channel, new ConfirmMethod.Select(false));
    }

    /** Sends a method, and returns the octets of the answer. */
    byte[] ask(int channel, Method method) {
        send(octets(channel, method));
        return received();
    }

    /** One read of the relay. */
    void send(byte[] octets) {
        wire.writeInbound(Unpooled.copiedBuffer(octets));
    }

    /** Each of these is a read. */
    void sendCut(byte[] octets, int cut) {
        wire.writeInbound(Unpooled.copiedBuffer(octets, 0, cut));
        wire.writeInbound(Unpooled.copiedBuffer(octets, cut, octets.length - cut));
    }

    /** All that the relay has written since this was last asked. */
    byte[] received() {
        ByteBuf all = Unpooled.buffer();
        lastReads = 0;
        for (ByteBuf part = wire.readOutbound(); part != null; part = wire.readOutbound()) {
            all.writeBytes(part);
            part.release();
            lastReads++;
        }
        return ByteBufUtil.getBytes(all);
    }

    /** In how many buffers it was. */
    int lastReads() {
        return lastReads;
    }

    /** Says whether its socket would take something. */
    void takes(boolean takes) {
        wire.unsafe().outboundBuffer().setUserDefinedWritability(1, takes);
        wire.runPendingTasks();
    }

    boolean isRead() {
        return wire.config().isAutoRead();
    }

    boolean isOpen() {
        return wire.isOpen();
    }

    /** Gives a buffer of its own to the relay. */
    void send(ByteBuf read) {
        wire.writeInbound(read);
    }

    void close() {
        wire.finishAndReleaseAll();
    }

    static byte[] octets(int channel, Method method) {
        ByteBuf out = Unpooled.buffer();
        MethodWriter.writeMethod(out, channel, method);
        return ByteBufUtil.getBytes(out);
    }
}
