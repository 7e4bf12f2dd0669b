package io.leveret.bench.relay;

import io.leveret.amqp.method.BasicMethod;
import io.leveret.amqp.method.MethodWriter;
import io.leveret.core.message.Body;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The octets of publishes, of deliveries, and of what both have in common. */
final class Contents {
    private static final byte[] PERSISTENT = {0x10, 0, 2};

    private Contents() {}

    /** Header frame and body frames of at most {@code frameMax} octets. */
    static byte[] content(int channel, int size, int frameMax) {
        byte[] body = new byte[size];
        for (int i = 0; i < size; i++) {
            body[i] = (byte) (i * 31);
        }
        ByteBuf out = Unpooled.buffer();
        MethodWriter.writeContentHeader(out, channel, size, PERSISTENT);
        if (size > 0) {
            MethodWriter.writeBody(octets -> out, channel, Body.of(body), frameMax);
        }
        return ByteBufUtil.getBytes(out);
    }

    static byte[] publish(int channel, String exchange, String routingKey, byte[] content) {
        return join(publish(channel, exchange, routingKey), content);
    }

    /** The method alone. */
    static byte[] publish(int channel, String exchange, String routingKey) {
        return Peer.octets(channel, new BasicMethod.Publish(exchange, routingKey, false, false));
    }

    static byte[] deliver(int channel, BasicMethod.Deliver deliver, byte[] content) {
        return join(Peer.octets(channel, deliver), content);
    }

    static byte[] confirm(int channel, long deliveryTag) {
        return Peer.octets(channel, new BasicMethod.Ack(deliveryTag, true));
    }

    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }
}
