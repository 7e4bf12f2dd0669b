package io.leveret.store.inspection;

import io.leveret.store.disk.Disk;
import io.leveret.store.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Another disk as it is: what is to be changed there stays as it was, and nobody is told. So a start can be tried. Only locks are real. Owner: node, or who
 * looks at its folder while it does not run.
 */
public final class UnchangedDisk implements Disk, Closeable {
    private final Disk disk;
    private final IntConsumer octetsRead;
    private final List<DiskFile> open = new ArrayList<>();

    /** {@code octetsRead} hears of every read. */
    public UnchangedDisk(Disk disk, IntConsumer octetsRead) {
        this.disk = disk;
        this.octetsRead = octetsRead;
    }

    @Override
    public DiskFile open(String name) throws IOException {
        DiskFile file = disk.open(name);
        open.add(file);
        return new Unchanged(file);
    }

    /** A file that stays empty. */
    @Override
    public DiskFile create(String name) {
        return new Nothing();
    }

    @Override
    public boolean exists(String name) {
        return disk.exists(name);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        try {
            return disk.list(directory);
        } catch (NoSuchFileException e) {
            return List.of(); // a start would have made it
        }
    }

    @Override
    public void makeDirectory(String name) {}

    @Override
    public void rename(String from, String to) {}

    @Override
    public void delete(String name) {}

    @Override
    public boolean link(String name, Disk from, String fromName) {
        return true;
    }

    @Override
    public void forceDirectory(String name) {}

    @Override
    public Closeable lock(String name) throws IOException {
        return disk.lock(name);
    }

    @Override
    public long freeBytes() throws IOException {
        return disk.freeBytes();
    }

    @Override
    public String toString() {
        return disk.toString();
    }

    /** Closes the files that others left open. */
    @Override
    public void close() throws IOException {
        for (DiskFile file : open) {
            file.close();
        }
        open.clear();
    }

    private final class Unchanged implements DiskFile {
        private final DiskFile file;

        Unchanged(DiskFile file) {
            this.file = file;
        }

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
        public void write(long position, ByteBuffer from) {
            from.position(from.limit());
        }

        @Override
        public void zero(long from, long to) {}

        @Override
        public void force() {}

        @Override
        public void close() throws IOException {
            open.remove(file);
            file.close();
        }
    }

    private record Nothing() implements DiskFile {
        @Override
        public long size() {
            return 0;
        }

        @Override
        public int read(long position, ByteBuffer into) {
            return 0;
        }

        @Override
        public void write(long position, ByteBuffer from) {
            from.position(from.limit());
        }

        @Override
        public void force() {}

        @Override
        public void close() {}
    }
}
