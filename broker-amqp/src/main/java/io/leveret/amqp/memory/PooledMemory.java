package io.leveret.amqp.memory;

import io.leveret.core.message.OctetMemory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.internal.PlatformDependent;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Memory for the octets of messages that wait, in an arena of each core's own; what is free again goes back to the system. All of them together take at most
 * half of Java's direct memory, as sockets need some too; what counts is the room that a block takes, not its length. Owner: core.
 */
public final class PooledMemory implements OctetMemory {
    private static final int PAGE = 8192;
    /** Arenas grow and shrink by 1 MiB. */
    private static final int ORDER = 7;

    private static final int SHARE = 2;
    /** With less than this left it is not worth asking. */
    private static final long LITTLE = 512 * 1024;

    private static final AtomicLong TAKEN = new AtomicLong();

    private final PooledByteBufAllocator arena = new PooledByteBufAllocator(true, 0, 1, PAGE, ORDER, 0, 0, false);
    private final long most;

    public PooledMemory() {
        this(PlatformDependent.maxDirectMemory() / SHARE);
    }

    /** All of them together keep at most so many octets. */
    PooledMemory(long most) {
        this.most = most;
    }

    @Override
    public boolean hasRoom() {
        return TAKEN.get() + LITTLE <= most;
    }

    @Override
    public @Nullable Block keep(byte[] octets, int length) {
        ByteBuf buffer;
        try {
            buffer = arena.directBuffer(length);
        } catch (OutOfMemoryError e) { // of direct memory: the octets stay where they are
            return null;
        }
        int occupied = buffer.maxFastWritableBytes();
        if (TAKEN.addAndGet(occupied) > most) {
            TAKEN.addAndGet(-occupied);
            buffer.release();
            return null;
        }
        return new Pooled(buffer.writeBytes(octets, 0, length), length, occupied);
    }

    private record Pooled(ByteBuf buffer, int length, int occupied) implements Block {
        @Override
        public void read(byte[] target) {
            buffer.getBytes(0, target, 0, length);
        }

        @Override
        public void free() {
            TAKEN.addAndGet(-occupied);
            buffer.release();
        }
    }
}
