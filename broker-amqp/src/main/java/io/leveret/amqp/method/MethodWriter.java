package io.leveret.amqp.method;

import io.leveret.amqp.frame.Frame;
import io.leveret.amqp.frame.FrameType;
import io.leveret.core.message.Body;
import io.netty.buffer.ByteBuf;
import java.util.function.IntFunction;

/** Writes whole frames: methods, and what is written most, deliveries and contents, without objects between. */
public final class MethodWriter {
    private static final int CLASS_BASIC = 60;

    /** Octets of a content header's payload before the properties: class id, weight, body size. */
    private static final int CONTENT_HEADER = 12;

    /** Octets of basic.deliver's payload beside consumer tag and route: ids, delivery tag, redelivered. */
    private static final int DELIVER = 13;

    private MethodWriter() {}

    public static void writeMethod(ByteBuf out, int channel, Method method) {
        int start = out.writerIndex();
        Frame.writeHeader(out, FrameType.METHOD, channel, 0);
        out.writeInt(method.id());
        method.write(out);
        out.setInt(start + Frame.SIZE_OFFSET, out.writerIndex() - start - Frame.HEADER_SIZE);
        out.writeByte(Frame.END);
    }

    /**
     * Writes basic.deliver. {@code consumerTag} is a {@linkplain RouteOctets#shortString short string} with its length, {@code route} is
     * exchange and routing key as {@link RouteOctets#encode} gives them.
     */
    public static void writeDeliver(
            ByteBuf out, int channel, byte[] consumerTag, long deliveryTag, boolean redelivered, byte[] route) {
        int size = DELIVER + consumerTag.length + route.length;
        out.ensureWritable(size + Frame.OVERHEAD);
        Frame.writeHeader(out, FrameType.METHOD, channel, size);
        out.writeInt(BasicMethod.DELIVER);
        out.writeBytes(consumerTag);
        out.writeLong(deliveryTag);
        out.writeByte(redelivered ? 1 : 0);
        out.writeBytes(route);
        out.writeByte(Frame.END);
    }

    /** Writes a content header of class basic. {@code properties} are flags and list, and go out as they are. */
    public static void writeContentHeader(ByteBuf out, int channel, long bodySize, byte[] properties) {
        int size = CONTENT_HEADER + properties.length;
        out.ensureWritable(size + Frame.OVERHEAD);
        Frame.writeHeader(out, FrameType.HEADER, channel, size);
        out.writeInt(CLASS_BASIC << 16); // weight 0
        out.writeLong(bodySize);
        out.writeBytes(properties);
        out.writeByte(Frame.END);
    }

    /**
     * Writes a body as frames of at most {@code frameMax} octets each; an empty one takes none. {@code room} is asked before each frame for the buffer to write
     * it to, with its size in octets: what is large goes into many buffers that the allocator keeps at hand, not into one that it has to make.
     */
    public static void writeBody(IntFunction<ByteBuf> room, int channel, Body body, int frameMax) {
        int index = 0; // of the chunk,
        int offset = 0; // and how much of it is written
        for (long left = body.size(); left > 0; ) {
            int size = (int) Math.min(left, frameMax - Frame.OVERHEAD);
            ByteBuf out = room.apply(size + Frame.OVERHEAD);
            Frame.writeHeader(out, FrameType.BODY, channel, size);
            for (int missing = size; missing > 0; ) {
                byte[] chunk = body.chunk(index);
                int length = Math.min(missing, chunk.length - offset);
                out.writeBytes(chunk, offset, length);
                missing -= length;
                offset += length;
                if (offset == chunk.length) {
                    index++;
                    offset = 0;
                }
            }
            out.writeByte(Frame.END);
            left -= size;
        }
    }
}
