package io.leveret.store.reading;

import io.leveret.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/** A file whose reads are counted. */
record CountedFile(DiskFile file, IntConsumer octetsRead) implements DiskFile {
    @Override
    public long size() throws IOException {
        return file.size();
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
