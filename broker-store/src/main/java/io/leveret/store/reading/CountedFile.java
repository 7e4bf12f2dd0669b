package io.leveret.store.reading;

import io.leveret.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/** A file whose reads are counted, and whose size is known without asking the system each time. Owner: reader or evictor. */
final class CountedFile implements DiskFile {
    private final DiskFile file;
    private final IntConsumer octetsRead;
    private long lastSize;

    CountedFile(DiskFile file, IntConsumer octetsRead) {
        this.file = file;
        this.octetsRead = octetsRead;
    }

    /** What {@link #size} said last; it may have grown since. */
    long lastSize() {
        return lastSize;
    }

    @Override
    public long size() throws IOException {
        lastSize = file.size();
        return lastSize;
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        int octets = file.read(position, into);
        octetsRead.accept(octets);
        return octets;
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        file.write(position, from);
    }

    @Override
    public void force() throws IOException {
        file.force();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
