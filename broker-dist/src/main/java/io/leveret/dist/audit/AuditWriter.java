package io.leveret.dist.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Appends lines to the newest file, begins another when it is full, and deletes the oldest when there are too many. Owner: node. */
final class AuditWriter {
    private final AuditFiles files;
    private final long fileBytes;
    private final int mostFiles;
    private @Nullable FileChannel out;

    AuditWriter(AuditFiles files, long fileBytes, int mostFiles) {
        this.files = files;
        this.fileBytes = fileBytes;
        this.mostFiles = mostFiles;
    }

    void append(String line) throws IOException {
        FileChannel open = out == null ? continued() : out;
        if (open.size() >= fileBytes) {
            open.force(true);
            open.close();
            open = begun();
        }
        out = open;
        write(open, line);
    }

    private static void write(FileChannel to, String line) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (octets.hasRemaining()) {
            to.write(octets);
        }
    }

    private FileChannel continued() throws IOException {
        Files.createDirectories(files.directory());
        List<Path> there = files.newestFirst();
        if (there.isEmpty()) {
            return begun();
        }
        FileChannel open = FileChannel.open(there.get(0), StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        if (open.size() > 0) {
            write(open, "\n"); // ends a line that a power cut has torn; an empty one is no entry
        }
        return open;
    }

    private FileChannel begun() throws IOException {
        List<Path> there = files.newestFirst();
        for (int i = mostFiles - 1; i < there.size(); i++) {
            Files.delete(there.get(i));
        }
        return FileChannel.open(files.after(there), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** What was written is on disk. */
    void close() throws IOException {
        FileChannel open = out;
        out = null;
        if (open != null) {
            try (open) {
                open.force(true);
            }
        }
    }
}
