package io.leveret.store.batch;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.Body;
import io.leveret.core.message.Message;
import io.leveret.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Builds one batch after the other: {@link #begin}, {@link #add} its records, {@link #write} it. Owner: journal writer.
 */
public final class BatchEncoder {
    private final long stamp;
    private final NameOctets names = new NameOctets();
    private final MetaEncoder meta = new MetaEncoder();
    private final List<Message> messages = new ArrayList<>();
    private final BatchOutput out = new BatchOutput();
    private final CRC32C crc = new CRC32C();
    /** What the checksum of an entry covers first: its location, then the entry without the checksum up to the names. */
    private final ByteBuffer fixed = ByteBuffer.allocate(4 + Entry.FIXED).order(ByteOrder.LITTLE_ENDIAN);

    private final byte[] checksum = new byte[4];
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
            bodiesLength += Entry.padded(entryLength(enqueue.message()));
        } else {
            meta.record(record);
        }
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
            entry(message, file, place);
        }
        out.padTo(total, file, place.offset);
        out.flush(file, place.offset);
        messages.clear();
    }

    private int entryLength(Message message) {
        long length = Entry.FIXED
                + names.of(message.exchange()).length
                + names.of(message.routingKey()).length
                + message.properties().length
                + message.body().size();
        return Math.toIntExact(length);
    }

    private void entry(Message message, DiskFile file, Place place) throws IOException {
        byte[] exchange = names.of(message.exchange());
        byte[] key = names.of(message.routingKey());
        byte[] properties = message.properties();
        Body body = message.body();
        long location = Location.of(place.fileSeq, place.offset + out.length());
        fixed.clear().putLong(location).putInt(entryLength(message)).putLong(message.publishedAtMillis());
        fixed.putShort((short) exchange.length).putShort((short) key.length).putInt(properties.length);
        crc.reset();
        crc.update(fixed.array(), 0, fixed.position());
        crc.update(exchange);
        crc.update(key);
        crc.update(properties);
        for (int i = 0; i < body.chunkCount(); i++) {
            crc.update(body.chunk(i));
        }
        ByteBuffer.wrap(checksum).order(ByteOrder.LITTLE_ENDIAN).putInt((int) crc.getValue());
        out.put(checksum, 4, file, place.offset);
        System.arraycopy(fixed.array(), 8, fixed.array(), 0, Entry.FIXED - 4);
        out.put(fixed.array(), Entry.FIXED - 4, file, place.offset);
        out.put(exchange, exchange.length, file, place.offset);
        out.put(key, key.length, file, place.offset);
        out.put(properties, properties.length, file, place.offset);
        for (int i = 0; i < body.chunkCount(); i++) {
            out.put(body.chunk(i), body.chunk(i).length, file, place.offset);
        }
        out.padTo(out.length() + 7 & -8L, file, place.offset);
        message.storedAt(location);
    }
}
