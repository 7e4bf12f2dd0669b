package io.leveret.bench.relay;

import io.leveret.amqp.method.Method;
import io.leveret.amqp.method.MethodWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written to a connection within a read of some connection. All of it that is copied stands in one buffer, which is used again when
 * the socket has taken it at once. Owner: I/O loop.
 */
final class Output {
    private static final int FIRST_CAPACITY = 4096;
    private static final int METHOD_ROOM = 64; // for most methods; a longer one makes the buffer grow

    private final Channel channel;
    private final Flushes flushes;
    private @Nullable ByteBuf buffer;
    private int capacity = FIRST_CAPACITY;
    private boolean waits;

    Output(Channel channel, Flushes flushes) {
        this.channel = channel;
        this.flushes = flushes;
    }

    /** The buffer to write to, with room for that many octets. */
    ByteBuf room(int octets) {
        await();
        ByteBuf room = buffer;
        if (room == null) {
            room = channel.alloc().directBuffer(Math.max(octets, capacity));
            buffer = room;
        } else {
            room.ensureWritable(octets);
        }
        return room;
    }

    void write(int number, Method method) {
        MethodWriter.writeMethod(room(METHOD_ROOM), number, method);
    }

    /** Sends the pieces as they are, without copying; they stay the caller's. */
    void writePieces(List<ByteBuf> pieces) {
        await();
        ByteBuf before = buffer;
        if (before != null) {
            channel.write(before);
            buffer = null;
        }
        for (int i = 0; i < pieces.size(); i++) {
            channel.write(pieces.get(i).retainedDuplicate());
        }
    }

    private void await() {
        if (!waits) {
            waits = true;
            flushes.add(this);
        }
    }

    /** Sends what was written; the future is done when all of it has left for the socket. */
    ChannelFuture flush() {
        waits = false;
        ByteBuf full = buffer;
        if (full == null || !full.isReadable()) {
            channel.flush();
            return channel.newSucceededFuture();
        }
        capacity = full.capacity();
        ChannelFuture sent = channel.writeAndFlush(full.retain());
        if (full.refCnt() == 1 && channel.isActive()) {
            full.clear();
        } else {
            close();
        }
        return sent;
    }

    /** Lets go of the buffer: the connection is gone. */
    void close() {
        if (buffer != null) {
            buffer.release();
            buffer = null;
        }
    }
}
