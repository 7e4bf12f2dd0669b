package io.leveret.store.batch;

import io.leveret.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Collects what goes to a file in one reused direct buffer and writes it when it is full or the caller says so. Owner: journal writer, or
 * evictor, or pager: whoever made it.
 */
public final class BatchOutput {
    /** A usual batch fits, so that it is one write; a larger unit takes several. */
    private static final int CAPACITY = (1 << 20) + (1 << 18);

    private static final byte[] ZEROS = new byte[BatchHeader.ALIGNMENT];

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY).order(ByteOrder.LITTLE_ENDIAN);
    private long written;

    void header(BatchHeader header) {
        begin();
        header.encode(buffer);
    }

    /** What comes now is at the beginning. */
    public void begin() {
        buffer.clear();
        written = 0;
    }

    /** Octets since the beginning. */
    public long length() {
        return written + buffer.position();
    }

    /** {@code base}: where the output begins in its file. */
    public void put(byte[] octets, int count, DiskFile file, long base) throws IOException {
        for (int done = 0; done < count; ) {
            if (!buffer.hasRemaining()) {
                flush(file, base);
            }
            int part = Math.min(buffer.remaining(), count - done);
            buffer.put(octets, done, part);
            done += part;
        }
    }

    /** Puts what remains in {@code octets}. */
    public void put(ByteBuffer octets, DiskFile file, long base) throws IOException {
        while (octets.hasRemaining()) {
            if (!buffer.hasRemaining()) {
                flush(file, base);
            }
            int part = Math.min(buffer.remaining(), octets.remaining());
            buffer.put(octets.slice(octets.position(), part));
            octets.position(octets.position() + part);
        }
    }

    /** Puts zeros until {@link #length} is this. */
    public void padTo(long length, DiskFile file, long base) throws IOException {
        put(ZEROS, (int) (length - length()), file, base);
    }

    public void flush(DiskFile file, long base) throws IOException {
        int octets = buffer.flip().remaining();
        file.write(base + written, buffer);
        written += octets;
        buffer.clear();
    }
}
