package io.leveret.bench;

import io.leveret.amqp.frame.Frame;
import io.leveret.amqp.method.BasicMethod;
import io.leveret.amqp.method.MethodWriter;
import io.leveret.core.message.Message;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/** What a socket read brings of a client that does one thing many times. */
final class PublishStream {
    private PublishStream() {}

    /** Publishes of one message after the other: method, header and body frame each. */
    static ByteBuf publishes(int channel, int count) {
        Message message = Messages.message(false);
        var publish = new BasicMethod.Publish(message.exchange(), message.routingKey(), false, false);
        ByteBuf out = PooledByteBufAllocator.DEFAULT.directBuffer();
        for (int i = 0; i < count; i++) {
            MethodWriter.writeMethod(out, channel, publish);
            MethodWriter.writeContentHeader(out, channel, message.body().size(), message.properties());
            MethodWriter.writeBody(octets -> out, channel, message.body(), Frame.INITIAL_FRAME_MAX);
        }
        return out;
    }

    static ByteBuf acks(int channel, int count) {
        ByteBuf out = PooledByteBufAllocator.DEFAULT.directBuffer();
        for (int i = 1; i <= count; i++) {
            MethodWriter.writeMethod(out, channel, new BasicMethod.Ack(i, false));
        }
        return out;
    }
}
