package io.leveret.store.batch;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.StoredMessage;
import io.leveret.store.disk.DataDirectoryException;
import io.leveret.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads the batches of one journal file. Owner: node, while it starts. */
public final class BatchReader {
    private static final int WINDOW = 1 << 16;

    private final long stamp;
    private final long fileSeq;
    private final long size;
    private final FileWindow window;

    public BatchReader(DiskFile file, long fileSeq, long stamp) throws IOException {
        this.stamp = stamp;
        this.fileSeq = fileSeq;
        this.size = file.size();
        this.window = new FileWindow(file, WINDOW);
    }

    /** The header at that offset, if it is one of this node and of this use of the file. */
    public @Nullable BatchHeader header(long offset) throws IOException {
        window.seek(offset, BatchHeader.SIZE, WINDOW);
        ByteBuffer buffer = window.buffer();
        BatchHeader header = BatchHeader.decode(buffer, buffer.position());
        if (header == null || header.stamp() != stamp || header.fileSeq() != fileSeq) {
            return null;
        }
        int newer = BatchHeader.newerVersion(buffer, buffer.position());
        if (newer > 0) {
            // not garbage: taken for the journal's end it would be zeroed, with all that lies behind it
            throw DataDirectoryException.newer(JournalName.of(fileSeq) + " has a batch of version " + newer
                    + " at offset " + offset + ", this version of Leveret knows version " + BatchHeader.VERSION);
        }
        return header;
    }

    /** Whether header and meta section of this batch fit each other and the file. */
    public boolean metaIsWhole(BatchHeader header, long offset) throws IOException {
        if (header.metaLength() < 0
                || header.totalLength() % BatchHeader.ALIGNMENT != 0
                || header.totalLength() < (long) BatchHeader.SIZE + header.metaLength()
                || offset + header.totalLength() > size) {
            return false;
        }
        CRC32C crc = new CRC32C();
        crc.update(meta(header, offset));
        return (int) crc.getValue() == header.metaCrc();
    }

    /** Whether every message of a batch whose meta section is whole can be read. */
    public boolean bodiesAreWhole(BatchHeader header, long offset) throws IOException {
        BodyCheck check = new BodyCheck(offset + header.totalLength());
        replay(header, offset, check);
        return check.locationsAreWhole();
    }

    /** Hands over the records of a batch whose meta section is whole. */
    public void replay(BatchHeader header, long offset, RecordVisitor to) throws IOException {
        ByteBuffer meta = ByteBuffer.wrap(meta(header, offset));
        new MetaDecoder(meta, fileSeq, offset + header.bodiesStart()).decode(header.recordCount(), to);
    }

    private byte[] meta(BatchHeader header, long offset) throws IOException {
        byte[] meta = new byte[header.metaLength()];
        window.seek(offset + BatchHeader.SIZE, Math.min(meta.length, WINDOW), WINDOW);
        window.read(meta);
        return meta;
    }

    public long size() {
        return size;
    }

    /** Remembers where messages lie, then reads them all. */
    private final class BodyCheck implements RecordVisitor {
        private final EntryReader entries = new EntryReader(window);
        private final List<Long> locations = new ArrayList<>();
        private final long limit;

        BodyCheck(long limit) {
            this.limit = limit;
        }

        @Override
        public void enqueued(long location, StoredMessage message, long[] queueIds, long[] seqs) {
            locations.add(location);
        }

        @Override
        public void record(JournalRecord record) {}

        @Override
        public void evicted(Evicted evicted) {}

        boolean locationsAreWhole() throws IOException {
            for (long location : locations) {
                if (entries.read(location, WINDOW, limit) == null) {
                    return false;
                }
            }
            return true;
        }
    }
}
