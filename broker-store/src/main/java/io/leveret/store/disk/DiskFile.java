package io.leveret.store.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. Reading, writing and forcing may happen on different threads at once. */
public interface DiskFile extends Closeable {
    long size() throws IOException;

    /** Fills {@code into} from {@code position} on, as far as the file goes; returns the octets read. */
    int read(long position, ByteBuffer into) throws IOException;

    /** Writes all of {@code from}. */
    void write(long position, ByteBuffer from) throws IOException;

    /** Returns when what was written before is on stable storage. Never call it again after it has failed. */
    void force() throws IOException;

    @Override
    void close() throws IOException;

    /** Writes zeros from {@code from} up to {@code to}. */
    default void zero(long from, long to) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(1 << 20, Math.max(0, to - from)));
        for (long at = from; at < to; at += zeros.capacity()) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), to - at));
            write(at, zeros);
        }
    }
}
