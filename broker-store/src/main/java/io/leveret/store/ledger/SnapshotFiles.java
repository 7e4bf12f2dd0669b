package io.leveret.store.ledger;

import io.leveret.store.disk.DataDirectoryException;
import io.leveret.store.disk.Disk;
import io.leveret.store.disk.SmallFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files {@code definitions-<n>}: one line with version, checksum and length, then the {@linkplain SnapshotJson JSON}. Immutable. */
public final class SnapshotFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFiles.class);
    /** Version 2 has what lies in cold files; version 1, written before there were any, is read as one without. */
    private static final int VERSION = 2;

    private static final String ROOT = "";
    private static final String PREFIX = "definitions-";
    private static final Pattern FIRST_LINE =
            Pattern.compile("leveret definitions ([1-9]\\d{0,8}) ([0-9a-f]{8}) (\\d{1,9})");

    private final Disk disk;

    public SnapshotFiles(Disk disk) {
        this.disk = disk;
    }

    /** Returns once the snapshot outlives a power cut; older ones are gone then. */
    public void write(Snapshot snapshot) throws IOException {
        byte[] json = SnapshotJson.encode(snapshot);
        String line = String.format("leveret definitions %d %08x %d%n", VERSION, crc(json), json.length);
        byte[] first = line.replace("\r", "").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer content = ByteBuffer.allocate(first.length + json.length);
        SmallFile.write(
                disk,
                ROOT,
                name(snapshot.number()),
                content.put(first).put(json).flip());
        for (long number : numbers()) {
            if (number < snapshot.number()) {
                disk.delete(name(number));
            }
        }
    }

    /** The newest that is whole; {@link Snapshot#NONE} if there is none. */
    public Snapshot newest() throws IOException {
        for (long number : numbers()) {
            Snapshot snapshot = read(number);
            if (snapshot != null) {
                return snapshot;
            }
            LOG.warn("{} is damaged, looking for an older one", name(number));
        }
        return Snapshot.NONE;
    }

    /** The name of the file with this number. */
    public static String name(long number) {
        return PREFIX + number;
    }

    /** The one with this number; null if it is damaged. */
    public @Nullable Snapshot read(long number) throws IOException {
        String name = name(number);
        byte[] content = SmallFile.read(disk, name);
        int lineEnd = 0;
        while (lineEnd < content.length && content[lineEnd] != '\n') {
            lineEnd++;
        }
        Matcher line = FIRST_LINE.matcher(new String(content, 0, lineEnd, StandardCharsets.US_ASCII));
        if (!line.matches()) {
            return null;
        }
        byte[] json = Arrays.copyOfRange(content, Math.min(content.length, lineEnd + 1), content.length);
        if (json.length != Integer.parseInt(line.group(3))
                || crc(json) != Integer.parseUnsignedInt(line.group(2), 16)) {
            return null;
        }
        if (Integer.parseInt(line.group(1)) > VERSION) {
            throw DataDirectoryException.newer(name + " has version " + line.group(1)
                    + ", this version of Leveret knows versions up to " + VERSION);
        }
        return SnapshotJson.decode(json);
    }

    /** Newest first. */
    public List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (String name : disk.list(ROOT)) {
            if (name.matches(PREFIX + "\\d{1,18}")) {
                numbers.add(Long.parseLong(name.substring(PREFIX.length())));
            }
        }
        numbers.sort(Comparator.reverseOrder());
        return numbers;
    }

    private static int crc(byte[] octets) {
        CRC32C crc = new CRC32C();
        crc.update(octets);
        return (int) crc.getValue();
    }
}
