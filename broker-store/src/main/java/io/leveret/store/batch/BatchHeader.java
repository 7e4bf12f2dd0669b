package io.leveret.store.batch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first 64 octets of a batch.
 *
 * @param stamp the node's secret number ({@code node.json})
 * @param fileSeq of the file it was written to: defeats what a recycled file held before
 * @param batchSeq one more than that of the batch before, across files
 * @param durableSeq the last batch known to be synced when this one was written
 * @param totalLength octets from header to padding, a multiple of {@link #ALIGNMENT}
 * @param previousLength totalLength of the batch before in this file, 0 for the first
 */
public record BatchHeader(
        long stamp,
        long fileSeq,
        long batchSeq,
        long durableSeq,
        int totalLength,
        int metaLength,
        int previousLength,
        int recordCount,
        int metaCrc,
        int flags) {
    public static final int SIZE = 64;
    public static final int ALIGNMENT = 4096;

    /** The journal was closed in order after everything before this batch had been synced. */
    public static final int CLOSED = 1;

    /** "LVJ" read as little-endian; the octet above is the version of the format, as a digit. */
    private static final int MAGIC = 0x004A564C;

    private static final int MAGIC_MASK = 0x00FFFFFF;
    private static final int VERSION_SHIFT = 24;
    static final int VERSION = 1;
    private static final int HIGHEST_VERSION = 9;

    /** Everything after magic and checksum is checksummed. */
    private static final int CHECKED_FROM = 8;

    /** Writes the header at the buffer's position. */
    void encode(ByteBuffer out) {
        int start = out.position();
        out.order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC | ('0' + VERSION) << VERSION_SHIFT)
                .putInt(0);
        out.putLong(stamp).putLong(fileSeq).putLong(batchSeq).putLong(durableSeq);
        out.putInt(totalLength).putInt(metaLength).putInt(previousLength).putInt(recordCount);
        out.putInt(metaCrc).putInt(flags);
        out.putInt(start + 4, crc(out, start));
    }

    /**
     * The header at {@code start}, or null if there is none: not the magic number, not its checksum. Of one of a
     * {@linkplain #newerVersion newer version} only stamp and file mean something, which all versions have in common.
     */
    static @Nullable BatchHeader decode(ByteBuffer in, int start) {
        in.order(ByteOrder.LITTLE_ENDIAN);
        if (in.limit() - start < SIZE || !isMagic(in.getInt(start)) || in.getInt(start + 4) != crc(in, start)) {
            return null;
        }
        return new BatchHeader(
                in.getLong(start + 8),
                in.getLong(start + 16),
                in.getLong(start + 24),
                in.getLong(start + 32),
                in.getInt(start + 40),
                in.getInt(start + 44),
                in.getInt(start + 48),
                in.getInt(start + 52),
                in.getInt(start + 56),
                in.getInt(start + 60));
    }

    private static boolean isMagic(int magic) {
        int version = (magic >>> VERSION_SHIFT) - '0';
        return (magic & MAGIC_MASK) == MAGIC && version >= VERSION && version <= HIGHEST_VERSION;
    }

    /** The version of the header at {@code start} if it is newer than what is known here, else 0. */
    static int newerVersion(ByteBuffer in, int start) {
        int version = (in.getInt(start) >>> VERSION_SHIFT) - '0';
        return version == VERSION ? 0 : version;
    }

    /** Where the bodies section begins, counted from the batch's start. */
    public int bodiesStart() {
        return bodiesStart(metaLength);
    }

    static int bodiesStart(int metaLength) {
        return SIZE + aligned(metaLength, 8);
    }

    static int aligned(int length, int alignment) {
        return Math.addExact(length, alignment - 1) & -alignment;
    }

    private static int crc(ByteBuffer buffer, int start) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.duplicate().limit(start + SIZE).position(start + CHECKED_FROM));
        return (int) crc.getValue();
    }
}
