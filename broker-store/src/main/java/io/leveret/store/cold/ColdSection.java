package io.leveret.store.cold;

import io.leveret.store.disk.CorruptStoreException;
import java.nio.ByteBuffer;

/**
 * A line of a cold file's directory: the messages of one block of a queue's sequence numbers.
 *
 * @param base the block's first number; the messages' numbers are less than 4,096 above
 * @param count messages in it, live when they were written
 * @param bodyOctets of their bodies together
 * @param entryOctets of their entries together, as if each were in here alone
 * @param firstPublishedAtMillis of the first message
 * @param index where the section's index lies
 */
public record ColdSection(
        long queueId,
        long base,
        int count,
        long bodyOctets,
        long entryOctets,
        long firstPublishedAtMillis,
        Index index) {
    /** Octets of a line. */
    static final int SIZE = 72;

    /**
     * Where an index lies in the file, and what it holds.
     *
     * @param deadlines there are moments that messages wait for
     * @param priority of all messages, or {@link #MIXED} if each has its own
     */
    public record Index(long offset, int length, int crc, boolean deadlines, int priority) {}

    /** The messages are not all of one priority. */
    public static final int MIXED = -2;

    private static final int DEADLINES = 1;

    /** Octets of an entry, on average and rounded up. */
    public long averageEntry() {
        return count == 0 ? 0 : (entryOctets + count - 1) / count;
    }

    void encode(ByteBuffer out) {
        out.putLong(queueId).putLong(base).putInt(count).putInt(index.deadlines ? DEADLINES : 0);
        out.putLong(bodyOctets).putLong(entryOctets).putLong(firstPublishedAtMillis);
        out.putLong(index.offset).putInt(index.length).putInt(index.crc).putLong(index.priority);
    }

    static ColdSection decode(ByteBuffer in, String file, long offset) throws CorruptStoreException {
        long queueId = in.getLong();
        long base = in.getLong();
        int count = in.getInt();
        int flags = in.getInt();
        long bodyOctets = in.getLong();
        long entryOctets = in.getLong();
        long firstPublished = in.getLong();
        Index index = new Index(in.getLong(), in.getInt(), in.getInt(), flags == DEADLINES, (int) in.getLong());
        if (count < 0 || index.length < 0 || index.offset < 0) {
            throw new CorruptStoreException(file, offset, "a section of the directory");
        }
        return new ColdSection(queueId, base, count, bodyOctets, entryOctets, firstPublished, index);
    }
}
