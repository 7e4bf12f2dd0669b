package io.leveret.store.cold;

import io.leveret.store.disk.CorruptStoreException;
import io.leveret.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** Reads what cold files say of themselves; every octet that is relied on was checked. */
public final class ColdReader {
    private ColdReader() {}

    /** The directory of the cold file with this number of the node with this stamp. */
    public static ColdDirectory directory(DiskFile file, long number, long stamp) throws IOException {
        String name = ColdDirectory.name(number);
        long size = file.size();
        long end = size - ColdTrailer.SIZE;
        ColdTrailer trailer =
                ColdTrailer.decode(read(file, Math.max(0, end), ColdTrailer.SIZE), name, Math.max(0, end));
        long length = end - trailer.directory();
        if (trailer.stamp() != stamp || trailer.number() != number) {
            throw notOfThisNode(name, end, number);
        }
        if (trailer.sections() < 0 || length != (long) trailer.sections() * ColdSection.SIZE) {
            throw new CorruptStoreException(name, end, "a directory of " + trailer.sections() + " sections");
        }
        ByteBuffer octets = read(file, trailer.directory(), Math.toIntExact(length));
        if (octets.remaining() != length || crc(octets) != trailer.directoryCrc()) {
            throw new CorruptStoreException(name, trailer.directory(), "the directory");
        }
        List<ColdSection> sections = new ArrayList<>(trailer.sections());
        for (int i = 0; i < trailer.sections(); i++) {
            sections.add(ColdSection.decode(octets, name, trailer.directory() + (long) i * ColdSection.SIZE));
        }
        return new ColdDirectory(number, size, sections);
    }

    /** Whether the file begins as the cold file with this number of the node with this stamp; the reader of a node does not need it. */
    public static void checkHeader(DiskFile file, long number, long stamp) throws IOException {
        String name = ColdDirectory.name(number);
        ColdTrailer header = ColdTrailer.decode(read(file, 0, ColdTrailer.SIZE), name, 0);
        if (header.stamp() != stamp || header.number() != number) {
            throw notOfThisNode(name, 0, number);
        }
    }

    private static CorruptStoreException notOfThisNode(String name, long offset, long number) {
        return new CorruptStoreException(name, offset, "cold file " + number + " of this node");
    }

    /** The index of one of the sections of that file. */
    public static SectionIndex index(DiskFile file, long number, ColdSection section) throws IOException {
        ColdSection.Index place = section.index();
        String name = ColdDirectory.name(number);
        if (place.offset() + place.length() > file.size()) {
            throw new CorruptStoreException(name, place.offset(), "an index of " + place.length() + " octets");
        }
        byte[] octets = octets(file, place.offset(), place.length());
        boolean whole = crc(ByteBuffer.wrap(octets)) == place.crc();
        SectionIndex index = whole ? SectionIndex.decode(section, octets) : null;
        if (index == null) {
            throw new CorruptStoreException(name, place.offset(), "the index of queue " + section.queueId());
        }
        return index;
    }

    private static ByteBuffer read(DiskFile file, long offset, int length) throws IOException {
        return ByteBuffer.wrap(octets(file, offset, length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** So many octets, or fewer at the file's end. */
    private static byte[] octets(DiskFile file, long offset, int length) throws IOException {
        byte[] octets = new byte[length];
        int read = file.read(offset, ByteBuffer.wrap(octets));
        return read == length ? octets : Arrays.copyOf(octets, Math.max(0, read));
    }

    static int crc(ByteBuffer octets) {
        CRC32C crc = new CRC32C();
        crc.update(octets.duplicate());
        return (int) crc.getValue();
    }
}
