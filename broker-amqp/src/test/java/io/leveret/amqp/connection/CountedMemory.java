package io.leveret.amqp.connection;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledHeapByteBuf;

/** Allocates all buffers of one connection, on the heap, and knows how much of them is not released. */
final class CountedMemory extends AbstractByteBufAllocator {
    private long inUse;
    private long most;

    /** Octets of buffers that are not released. */
    long inUse() {
        return inUse;
    }

    /** The most that ever was. */
    long most() {
        return most;
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return new Buffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        return newHeapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }

    /** Tells what it takes. */
    private final class Buffer extends UnpooledHeapByteBuf {
        Buffer(int initialCapacity, int maxCapacity) {
            super(CountedMemory.this, initialCapacity, maxCapacity);
        }

        @Override
        protected byte[] allocateArray(int capacity) {
            inUse += capacity;
            most = Math.max(most, inUse);
            return super.allocateArray(capacity);
        }

        @Override
        protected void freeArray(byte[] array) {
            inUse -= array.length;
            super.freeArray(array);
        }
    }
}
