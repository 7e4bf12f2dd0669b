package io.leveret.store.batch;

import io.leveret.store.disk.DiskFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads a file through a window that is filled ahead, so that neighbours cost one read. Owner: node or reader, whichever made it. */
public final class FileWindow {
    private final ByteBuffer window;
    private DiskFile file;
    private long start;
    private int readAhead;

    public FileWindow(DiskFile file, int octets) {
        this.file = file;
        this.window =
                ByteBuffer.allocateDirect(octets).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    }

    /** Reads from this file from now on; what was read ahead of another is forgotten. */
    public void use(DiskFile other) {
        if (file != other) {
            file = other;
            forget();
        }
    }

    /** Forgets what was read ahead: it may have been written since. */
    public void forget() {
        window.clear().limit(0);
    }

    /**
     * Goes to a position. Unless the window holds {@code needed} octets from there, it is filled with {@code ahead}, as far as the file
     * goes; so is it when it runs out.
     */
    public void seek(long position, int needed, int ahead) throws IOException {
        readAhead = Math.max(needed, ahead);
        if (position < start || position + needed > start + window.limit()) {
            fill(position);
        } else {
            window.position((int) (position - start));
        }
    }

    /** What is available, at its position. */
    ByteBuffer buffer() {
        return window;
    }

    public void read(byte[] into) throws IOException {
        for (int done = 0; done < into.length; ) {
            if (!window.hasRemaining()) {
                fill(start + window.limit());
                if (!window.hasRemaining()) {
                    throw new EOFException("the file ends at " + (start + window.limit()));
                }
            }
            int part = Math.min(window.remaining(), into.length - done);
            window.get(into, done, part);
            done += part;
        }
    }

    private void fill(long position) throws IOException {
        window.clear().limit(Math.min(window.capacity(), readAhead));
        start = position;
        file.read(position, window);
        window.flip();
    }
}
