package io.leveret.dist.audit;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a file from its end, a block at a time. Owner: management. */
final class BackwardLines implements Closeable {
    private static final int BLOCK = 65_536;

    /** Longer than any line of ours: what is longer is cut, so that a file that is none of ours does not fill memory. */
    private static final int LONGEST_LINE = 65_536;

    private final FileChannel file;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
    private long blockStart;
    private int at;

    BackwardLines(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.READ);
        blockStart = file.size();
    }

    /** The line before the last one that was returned; null if that was the first. */
    @Nullable
    String previous() throws IOException {
        ByteArrayOutputStream reversed = new ByteArrayOutputStream();
        boolean any = false;
        for (int octet = before(); octet >= 0; octet = before()) {
            if (octet == '\n' && any) {
                at++; // it ends the line before
                return text(reversed);
            }
            any = true;
            if (octet != '\n' && reversed.size() < LONGEST_LINE) {
                reversed.write(octet);
            }
        }
        return any ? text(reversed) : null;
    }

    private int before() throws IOException {
        if (at == 0 && !load()) {
            return -1;
        }
        return block.get(--at) & 0xff;
    }

    private boolean load() throws IOException {
        if (blockStart == 0) {
            return false;
        }
        int size = (int) Math.min(BLOCK, blockStart);
        blockStart -= size;
        block.clear().limit(size);
        while (block.hasRemaining() && file.read(block, blockStart + block.position()) >= 0) {
            // until the block is full
        }
        at = block.position();
        return at > 0;
    }

    private static String text(ByteArrayOutputStream reversed) {
        byte[] octets = reversed.toByteArray();
        for (int i = 0, j = octets.length - 1; i < j; i++, j--) {
            byte one = octets[i];
            octets[i] = octets[j];
            octets[j] = one;
        }
        return new String(octets, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
