package io.leveret.bench.relay;

import io.leveret.amqp.frame.Frame;
import io.leveret.amqp.method.MethodWriter;
import io.leveret.amqp.method.RouteOctets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes deliveries to a channel. It keeps the whole basic.deliver of the last route, in which only the delivery tag changes. Owner: I/O loop. */
final class Consumer {
    private static final int IDS = Integer.BYTES; // class and method

    private final RelayChannel channel;
    private final String tag;
    private final int deliveryTagOffset;
    private @Nullable Route route;
    private byte[] deliver = new byte[0];

    Consumer(RelayChannel channel, String tag) {
        this.channel = channel;
        this.tag = tag;
        deliveryTagOffset = Frame.HEADER_SIZE + IDS + RouteOctets.shortString(tag).length;
    }

    /** A content that stands whole in a buffer, {@code length} octets from {@code start}, as it came on channel {@code number}. */
    void deliver(Route newRoute, int number, ByteBuf in, int start, int length) {
        useRoute(newRoute);
        ByteBuf out = writeDeliver(length);
        int content = out.writerIndex();
        out.writeBytes(in, start, length);
        if (number != channel.number()) {
            Frames.renumber(out, content, channel.number());
        }
    }

    /** A large content, which came on channel {@code number} in these pieces: they stay the caller's. */
    void deliver(Route newRoute, int number, List<ByteBuf> pieces) {
        useRoute(newRoute);
        writeDeliver(0);
        if (number == channel.number()) {
            channel.output().writePieces(pieces);
            return;
        }
        ByteBuf copy = Unpooled.copiedBuffer(pieces.toArray(ByteBuf[]::new));
        Frames.renumber(copy, 0, channel.number());
        channel.output().writePieces(List.of(copy));
        copy.release();
    }

    /** With room for that many octets behind it. */
    private ByteBuf writeDeliver(int room) {
        ByteBuf out = channel.output().room(deliver.length + room);
        int start = out.writerIndex();
        out.writeBytes(deliver);
        out.setLong(start + deliveryTagOffset, channel.nextDeliveryTag());
        return out;
    }

    @SuppressWarnings("ReferenceEquality") // the same route as last time is the rule
    private void useRoute(Route newRoute) {
        Route last = route;
        if (newRoute == last) {
            return;
        }
        if (last == null || !Arrays.equals(last.octets(), newRoute.octets())) {
            ByteBuf frame = Unpooled.buffer(); // on the heap and not pooled: needs no release
            MethodWriter.writeDeliver(
                    frame, channel.number(), RouteOctets.shortString(tag), 0, false, newRoute.octets());
            deliver = ByteBufUtil.getBytes(frame);
        }
        route = newRoute;
    }
}
