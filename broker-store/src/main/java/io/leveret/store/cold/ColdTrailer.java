package io.leveret.store.cold;

import io.leveret.store.disk.CorruptStoreException;
import io.leveret.store.disk.DataDirectoryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The first and the last {@value #SIZE} octets of a cold file are alike. In the first the directory is not known yet and given as 0.
 *
 * @param stamp the node's secret number ({@code node.json})
 * @param directory where the directory begins; it ends where the trailer begins
 */
record ColdTrailer(long stamp, long number, long directory, int sections, int directoryCrc) {
    static final int SIZE = 64;

    /** "LVC" read as little-endian; the octet above is the version of the format, as a digit. */
    private static final int MAGIC = 0x0043564C;

    private static final int MAGIC_MASK = 0x00FFFFFF;
    private static final int VERSION_SHIFT = 24;
    private static final int VERSION = '1';

    /** Everything after magic and checksum is checksummed. */
    private static final int CHECKED_FROM = 8;

    ByteBuffer encode() {
        ByteBuffer out = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC | VERSION << VERSION_SHIFT).putInt(0);
        out.putLong(stamp).putLong(number).putLong(directory).putInt(sections).putInt(directoryCrc);
        out.putInt(4, crc(out));
        return out.rewind();
    }

    /** What is in {@code in}, which is full; it was read at {@code offset} of {@code file}. */
    static ColdTrailer decode(ByteBuffer in, String file, long offset) throws IOException {
        in.order(ByteOrder.LITTLE_ENDIAN);
        if (in.limit() != SIZE || (in.getInt(0) & MAGIC_MASK) != MAGIC || in.getInt(4) != crc(in)) {
            throw new CorruptStoreException(file, offset, "the header of a cold file");
        }
        int version = in.getInt(0) >>> VERSION_SHIFT;
        if (version > VERSION) {
            throw DataDirectoryException.newer(file + " has version " + (char) version
                    + ", this version of Leveret knows version " + (char) VERSION);
        }
        return new ColdTrailer(in.getLong(8), in.getLong(16), in.getLong(24), in.getInt(32), in.getInt(36));
    }

    private static int crc(ByteBuffer buffer) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.duplicate().limit(SIZE).position(CHECKED_FROM));
        return (int) crc.getValue();
    }
}
