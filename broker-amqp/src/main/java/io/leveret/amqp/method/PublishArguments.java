package io.leveret.amqp.method;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Decodes basic.publish and remembers the last one: a publisher that keeps to its exchange and routing key costs one comparison of octets a
 * message, and gets the very same strings again, so that routes can be remembered by them. One per connection. Owner: I/O loop.
 */
public final class PublishArguments {
    private final MethodReader reader;
    private RecurringOctets lastPayload = new RecurringOctets(new byte[0]);
    private BasicMethod.Publish last = new BasicMethod.Publish("", "", false, false);

    public PublishArguments(MethodReader reader) {
        this.reader = reader;
    }

    /** As {@link MethodReader#decode}, for a payload whose id is that of publish. */
    public BasicMethod.Publish decode(ByteBuf in, int length) {
        if (lastPayload.come(in, length)) {
            in.skipBytes(length);
            return last;
        }
        byte[] payload = ByteBufUtil.getBytes(in, in.readerIndex(), length);
        last = withKnownExchange((BasicMethod.Publish) reader.decode(in, length));
        lastPayload = new RecurringOctets(payload);
        return last;
    }

    private BasicMethod.Publish withKnownExchange(BasicMethod.Publish publish) {
        return publish.exchange().equals(last.exchange())
                ? new BasicMethod.Publish(
                        last.exchange(), publish.routingKey(), publish.mandatory(), publish.immediate())
                : publish;
    }
}
