package io.leveret.store.recovery;

import io.leveret.store.batch.BatchHeader;
import io.leveret.store.batch.BatchReader;
import io.leveret.store.batch.RecordVisitor;
import io.leveret.store.disk.DiskFile;
import io.leveret.store.ledger.JournalFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A journal file as a start finds it: how far its batches are whole and in sequence. Owner: node, while it starts. */
final class LogFile {
    private final long seq;
    private final DiskFile file;
    private final BatchReader reader;
    private long firstBatch;
    private long end;
    private @Nullable BatchHeader last;
    /** What {@link #syncedAccordingToRest} found, and from which end: a whole file is read for it. */
    private long rest;

    private long restFrom = -1;

    LogFile(long seq, DiskFile file, long stamp) throws IOException {
        this.seq = seq;
        this.file = file;
        this.reader = new BatchReader(file, seq, stamp);
    }

    long seq() {
        return seq;
    }

    DiskFile file() {
        return file;
    }

    long end() {
        return end;
    }

    long size() {
        return reader.size();
    }

    /** Walks on while batches are whole and in sequence, the first being {@code expected}; returns what would come next. */
    long scan(long expected, boolean bodiesToo) throws IOException {
        firstBatch = expected;
        end = 0;
        last = null;
        long next = expected;
        for (BatchHeader header = wholeBatch(next, bodiesToo); header != null; header = wholeBatch(next, bodiesToo)) {
            end += header.totalLength();
            last = header;
            next++;
        }
        return next;
    }

    private @Nullable BatchHeader wholeBatch(long expected, boolean bodiesToo) throws IOException {
        BatchHeader header = reader.header(end);
        boolean whole = header != null
                && header.batchSeq() == expected
                && header.previousLength() == (last == null ? 0 : last.totalLength())
                && reader.metaIsWhole(header, end)
                && (!bodiesToo || reader.bodiesAreWhole(header, end));
        return whole ? header : null;
    }

    /** Whether the journal was closed in order after the last batch. */
    boolean closedInOrder() {
        return last != null && (last.flags() & BatchHeader.CLOSED) != 0;
    }

    /** Whether the first header is that of batch {@code expected}. */
    boolean beginsWith(long expected) throws IOException {
        BatchHeader header = reader.header(0);
        return header != null && header.batchSeq() == expected;
    }

    /** Whether no batch was written to it, not even a torn one with a legible header. */
    boolean isBlank() throws IOException {
        end = 0;
        return syncedAccordingToRest() < 0;
    }

    /** The highest batch that a header behind the end says to be synced; -1 if there is no header. */
    long syncedAccordingToRest() throws IOException {
        if (restFrom == end) {
            return rest;
        }
        long highest = -1;
        for (long offset = end; offset < reader.size(); offset += BatchHeader.ALIGNMENT) {
            BatchHeader header = reader.header(offset);
            if (header != null) {
                highest = Math.max(highest, header.durableSeq());
            }
        }
        restFrom = end;
        rest = highest;
        return highest;
    }

    /** Removes what lies behind the end, so that no later start takes it for what follows. */
    void zeroRest() throws IOException {
        file.zero(end, reader.size());
        file.force();
    }

    void replay(RecordVisitor to) throws IOException {
        for (long offset = 0; offset < end; ) {
            BatchHeader header = reader.header(offset);
            if (header == null) {
                throw new IOException(JournalFile.name(seq) + " changed while it was read, at offset " + offset);
            }
            reader.replay(header, offset, to);
            offset += header.totalLength();
        }
    }

    /** It takes more batches as long as it need not grow for them. */
    JournalFile toJournalFile() {
        JournalFile journalFile = new JournalFile(seq, file, Math.max(1, reader.size()), firstBatch);
        journalFile.recovered(end, last == null ? 0 : last.totalLength());
        return journalFile;
    }
}
