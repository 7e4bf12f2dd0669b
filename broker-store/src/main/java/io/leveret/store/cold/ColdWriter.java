package io.leveret.store.cold;

import io.leveret.core.message.Message;
import io.leveret.store.batch.BatchOutput;
import io.leveret.store.batch.EntryEncoder;
import io.leveret.store.batch.Location;
import io.leveret.store.disk.Disk;
import io.leveret.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a cold file: {@link #begin}, then section by section in ascending order, then {@link #finish}. A message that several queues hold is written once.
 * Owner: evictor.
 */
public final class ColdWriter {
    /** So much is forced at once, so that the disk is never busy with this alone for long. */
    private static final long FORCE_EVERY = 8 << 20;

    /** Larger messages are looked for, whether they are in the file already. */
    private static final long WORTH_SHARING = 4 << 10;

    private final Disk disk;
    private final long stamp;
    private final BatchOutput out = new BatchOutput();
    private final EntryEncoder entries = new EntryEncoder();
    /** Where in this file large messages lie, by the location that they come from. */
    private final Map<Long, Long> shared = new HashMap<>();

    private final List<ColdSection> sections = new ArrayList<>();
    private long number;
    private @Nullable DiskFile file;
    private long forced;
    private long queueId;
    private @Nullable SectionIndex index;
    private long base;
    private long bodyOctets;
    private long entryOctets;
    private long firstPublished;

    public ColdWriter(Disk disk, long stamp) {
        this.disk = disk;
        this.stamp = stamp;
    }

    /** Begins the cold file with this number. */
    public void begin(long newNumber) throws IOException {
        number = newNumber;
        String name = ColdDirectory.name(newNumber);
        if (disk.exists(name)) {
            disk.delete(name); // nobody names it: it was not finished
        }
        file = disk.create(name);
        shared.clear();
        sections.clear();
        forced = 0;
        out.begin();
        put(new ColdTrailer(stamp, newNumber, 0, 0, 0).encode());
    }

    /** Octets so far. */
    public long length() {
        return out.length();
    }

    public void beginSection(long ofQueue, long newBase) {
        queueId = ofQueue;
        base = newBase;
        index = new SectionIndex(newBase);
        bodyOctets = 0;
        entryOctets = 0;
        firstPublished = 0;
    }

    /** Adds a message that was read from {@code from}; its number is above the last. */
    public void add(long seq, Message message, long from) throws IOException {
        SectionIndex section = opened(index);
        int length = entries.length(message);
        Long known = length < WORTH_SHARING ? null : shared.get(from);
        long offset = known == null ? out.length() : known;
        if (known == null) {
            entries.write(message, Location.ofCold(number, offset), out, opened(file), 0);
            if (length >= WORTH_SHARING) {
                shared.put(from, offset);
            }
        }
        if (section.count() == 0) {
            firstPublished = message.publishedAtMillis();
        }
        section.add(seq, offset, message);
        bodyOctets += message.bodySize();
        entryOctets += length;
        pace();
    }

    private void pace() throws IOException {
        if (out.length() - forced >= FORCE_EVERY) {
            out.flush(opened(file), 0);
            opened(file).force();
            forced = out.length();
        }
    }

    public void endSection() throws IOException {
        SectionIndex section = opened(index);
        ByteBuffer octets = section.encode();
        ColdSection.Index place = new ColdSection.Index(
                out.length(), octets.remaining(), ColdReader.crc(octets), section.timed(), section.priority());
        put(octets);
        sections.add(new ColdSection(queueId, base, section.count(), bodyOctets, entryOctets, firstPublished, place));
        index = null;
    }

    /** Returns when the file outlives a power cut. */
    public ColdDirectory finish() throws IOException {
        long directory = out.length();
        ByteBuffer lines =
                ByteBuffer.allocate(sections.size() * ColdSection.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        sections.forEach(section -> section.encode(lines));
        lines.flip();
        int crc = ColdReader.crc(lines);
        put(lines);
        put(new ColdTrailer(stamp, number, directory, sections.size(), crc).encode());
        out.flush(opened(file), 0);
        opened(file).force();
        disk.forceDirectory(ColdDirectory.DIRECTORY);
        close();
        return new ColdDirectory(number, out.length(), sections);
    }

    /** Lets go of a file that is not to be finished; whoever finds it may delete it. */
    public void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    private void put(ByteBuffer octets) throws IOException {
        out.put(octets, opened(file), 0);
    }

    private static <T> T opened(@Nullable T thing) {
        if (thing == null) {
            throw new IllegalStateException("no cold file is being written");
        }
        return thing;
    }
}
