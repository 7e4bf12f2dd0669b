package io.leveret.amqp.channel;

import io.leveret.amqp.frame.Frame;
import io.leveret.amqp.method.BasicMethod;
import io.leveret.amqp.method.Method;
import io.leveret.amqp.method.MethodWriter;
import io.leveret.amqp.method.RouteOctets;
import io.leveret.core.channel.Deliver;
import io.leveret.core.channel.GetOk;
import io.leveret.core.channel.Returned;
import io.leveret.core.message.Message;
import io.netty.buffer.ByteBuf;
import java.util.IdentityHashMap;
import java.util.function.IntFunction;

/** Encodes messages on their way to consumers; properties go out as they came in. Owner: I/O loop. */
final class DeliveryWriter {
    /** Octets that method and content header take at most beside the properties: three short strings, numbers, two frames. */
    private static final int ENVELOPE = 3 * 256 + 64;

    private static final int KNOWN_TAGS = 1024;

    private final RouteOctets route = new RouteOctets();
    private final IdentityHashMap<String, byte[]> consumerTags = new IdentityHashMap<>();
    private int frameMax = Frame.INITIAL_FRAME_MAX;

    void frameMax(int newFrameMax) {
        frameMax = newFrameMax;
    }

    /** {@code room} gives the buffer to write to, with room for so many octets: the same one as long as it has. */
    void deliver(IntFunction<ByteBuf> room, int channel, Deliver deliver) {
        Message message = deliver.message();
        ByteBuf out = room.apply(ENVELOPE + message.properties().length);
        MethodWriter.writeDeliver(
                out,
                channel,
                consumerTag(deliver.consumerTag()),
                deliver.deliveryTag(),
                deliver.redelivered(),
                route.encode(message.exchange(), message.routingKey()));
        content(room, channel, message);
    }

    /** A consumer's deliveries share the very string of its tag. */
    private byte[] consumerTag(String tag) {
        byte[] octets = consumerTags.get(tag);
        if (octets == null) {
            if (consumerTags.size() == KNOWN_TAGS) {
                consumerTags.clear(); // of consumers long gone, most likely
            }
            octets = RouteOctets.shortString(tag);
            consumerTags.put(tag, octets);
        }
        return octets;
    }

    /** Content header and body, which follow their method. */
    void content(IntFunction<ByteBuf> room, int channel, Message message) {
        ByteBuf out = room.apply(ENVELOPE + message.properties().length);
        MethodWriter.writeContentHeader(out, channel, message.body().size(), message.properties());
        MethodWriter.writeBody(room, channel, message.body(), frameMax);
    }

    static Method method(GetOk getOk) {
        Message message = getOk.message();
        return new BasicMethod.GetOk(
                getOk.deliveryTag(),
                getOk.redelivered(),
                message.exchange(),
                message.routingKey(),
                getOk.messageCount());
    }

    static Method method(Returned returned) {
        Message message = returned.message();
        return new BasicMethod.Return(
                returned.replyCode().code(), returned.replyCode().name(), message.exchange(), message.routingKey());
    }
}
