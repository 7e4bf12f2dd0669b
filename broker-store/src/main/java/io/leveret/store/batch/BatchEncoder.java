package io.leveret.store.batch;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.Message;
import io.leveret.store.disk.DiskFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds one batch after the other: {@link #begin}, {@link #add} its records, {@link #write} it. Owner: journal writer.
 */
public final class BatchEncoder {
    private final long stamp;
    private final EntryEncoder entries = new EntryEncoder();
    private final MetaEncoder meta = new MetaEncoder();
    private final List<Message> messages = new ArrayList<>();
    private final BatchOutput out = new BatchOutput();
    private long bodiesLength;

    public BatchEncoder(long stamp) {
        this.stamp = stamp;
    }

    /** Where a batch goes and what its header says beside what is counted here. */
    public record Place(long fileSeq, long offset, long batchSeq, long durableSeq, int previousLength, int flags) {}

    public void begin() {
        meta.clear();
        messages.clear();
        bodiesLength = 0;
    }

    public void add(JournalRecord record) {
        if (record instanceof JournalRecord.Enqueue enqueue) {
            meta.enqueue(enqueue, Math.toIntExact(bodiesLength >>> 3));
            messages.add(enqueue.message());
            bodiesLength += Entry.padded(entries.length(enqueue.message()));
        } else {
            meta.record(record);
        }
    }

    /** Adds what became of the oldest journal files. */
    public void add(Evicted evicted) {
        meta.evicted(evicted);
    }

    public int records() {
        return meta.records();
    }

    /** Octets of the batch with header and padding. */
    public int totalLength() {
        int length = Math.toIntExact(BatchHeader.bodiesStart(meta.length()) + bodiesLength);
        return BatchHeader.aligned(length, BatchHeader.ALIGNMENT);
    }

    /** Writes the batch and tells every message where it lies. */
    public void write(DiskFile file, Place place) throws IOException {
        int total = totalLength();
        out.header(new BatchHeader(
                stamp,
                place.fileSeq,
                place.batchSeq,
                place.durableSeq,
                total,
                meta.length(),
                place.previousLength,
                meta.records(),
                meta.crc(),
                place.flags));
        out.put(meta.octets(), meta.length(), file, place.offset);
        out.padTo(BatchHeader.bodiesStart(meta.length()), file, place.offset);
        for (Message message : messages) {
            long location = Location.of(place.fileSeq, place.offset + out.length());
            entries.write(message, location, out, file, place.offset);
            message.storedAt(location);
        }
        out.padTo(total, file, place.offset);
        out.flush(file, place.offset);
        messages.clear();
    }
}
