package io.leveret.store.batch;

import io.leveret.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Collects a batch in one reused direct buffer and writes it when it is full or the batch ends. Owner: journal writer. */
final class BatchOutput {
    /** A usual batch fits, so that it is one write; a larger unit takes several. */
    private static final int CAPACITY = (1 << 20) + (1 << 18);

    private static final byte[] ZEROS = new byte[BatchHeader.ALIGNMENT];

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY).order(ByteOrder.LITTLE_ENDIAN);
    private long written;

    void header(BatchHeader header) {
        buffer.clear();
        written = 0;
        header.encode(buffer);
    }

    /** Octets of this batch so far. */
    long length() {
        return written + buffer.position();
    }

    void put(byte[] octets, int count, DiskFile file, long batchOffset) throws IOException {
        for (int done = 0; done < count; ) {
            if (!buffer.hasRemaining()) {
                flush(file, batchOffset);
            }
            int part = Math.min(buffer.remaining(), count - done);
            buffer.put(octets, done, part);
            done += part;
        }
    }

    /** Puts zeros until the batch is {@code length} octets long. */
    void padTo(long length, DiskFile file, long batchOffset) throws IOException {
        put(ZEROS, (int) (length - length()), file, batchOffset);
    }

    void flush(DiskFile file, long batchOffset) throws IOException {
        int octets = buffer.flip().remaining();
        file.write(batchOffset + written, buffer);
        written += octets;
        buffer.clear();
    }
}
