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

    /** After a failure the next call begins anew, with a line of its own. */
    void append(String line) throws IOException {
        try {
            write(withRoom(), line);
        } catch (IOException e) {
            FileChannel open = out;
            out = null; // a part of the line may be there: whoever opens the file again ends it
            if (open != null) {
                closeAfter(e, open);
            }
            throw e;
        }
    }

    private FileChannel withRoom() throws IOException {
        FileChannel open = out;
        if (open != null && open.size() >= fileBytes) {
            close(); // before another is begun, which may fail: what is closed is not used again
            open = null;
        }
        if (open == null) {
            open = opened();
            out = open;
        }
        return open;
    }

    private static void write(FileChannel to, String line) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (octets.hasRemaining()) {
            to.write(octets);
        }
    }

    private FileChannel opened() throws IOException {
        Files.createDirectories(files.directory());
        List<Path> there = files.newestFirst();
        return there.isEmpty() || Files.size(there.get(0)) >= fileBytes ? begun(there) : continued(there.get(0));
    }

    private static FileChannel continued(Path newest) throws IOException {
        FileChannel open = FileChannel.open(newest, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        try {
            if (open.size() > 0) {
                write(open, "\n"); // ends a line that a power cut or a failure has torn; an empty one is no entry
            }
            return open;
        } catch (IOException e) {
            closeAfter(e, open);
            throw e;
        }
    }

    private static void closeAfter(IOException failure, FileChannel open) {
        try {
            open.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private FileChannel begun(List<Path> there) throws IOException {
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
