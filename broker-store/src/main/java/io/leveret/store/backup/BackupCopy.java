package io.leveret.store.backup;

import io.leveret.store.cold.ColdDirectory;
import io.leveret.store.disk.DataDirectory;
import io.leveret.store.disk.Disk;
import io.leveret.store.disk.DiskFile;
import io.leveret.store.disk.SmallFile;
import io.leveret.store.ledger.JournalFile;
import io.leveret.store.ledger.SnapshotFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Makes a data directory of one moment, a piece at a time. Cold files, which never change, get a second name where that is possible; the journal's are used again one day and
 * therefore copied. Owner: backup.
 */
final class BackupCopy implements Closeable {
    private static final int STEP = 1 << 18;
    /** So much is forced at once: a flood of unforced octets would hold up the forces of the journal. */
    private static final long FORCED_TOGETHER = 4 << 20;

    private final Disk from;
    private final Disk to;
    private final BackupPoint point;
    private final long floor;
    private final Deque<String> toLink;
    private final Deque<BackupPoint.Part> toCopy;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(STEP);
    private @Nullable Closeable lock;
    private @Nullable OpenPart open;
    private boolean roomIsKnown;
    private long octets;
    private int files;

    /** {@code to} is a folder that was made and is empty; so many octets stay free on both disks: {@code floor}. */
    BackupCopy(Disk from, Disk to, BackupPoint point, long floor) {
        this.from = from;
        this.to = to;
        this.point = point;
        this.floor = floor;
        this.toLink = new ArrayDeque<>(point.cold());
        this.toCopy = new ArrayDeque<>(point.journal());
    }

    private void begin() throws IOException {
        lock = to.lock(DataDirectory.LOCK); // nobody takes it for a data directory before it is one
        to.makeDirectory(JournalFile.DIRECTORY);
        to.makeDirectory(ColdDirectory.DIRECTORY);
    }

    /** Goes on a little; false when all files are there. */
    boolean step() throws IOException {
        if (lock == null) {
            begin();
            return true;
        }
        OpenPart current = open;
        if (current != null) {
            copy(current);
            return true;
        }
        String name = toLink.poll();
        if (name != null) {
            link(name);
            return true;
        }
        if (!roomIsKnown) {
            checkRoom();
            return true;
        }
        BackupPoint.Part part = toCopy.poll();
        if (part == null) {
            return false;
        }
        open = new OpenPart(part, from.open(part.name()), to.create(part.name()));
        return true;
    }

    private void link(String name) throws IOException {
        BackupPoint.Part part = new BackupPoint.Part(name, size(from, name));
        if (to.link(name, from, name)) {
            done(part.octets());
        } else {
            toCopy.add(part);
        }
    }

    private void checkRoom() throws IOException {
        long needed = toCopy.stream().mapToLong(BackupPoint.Part::octets).sum();
        long free = to.freeBytes();
        if (free - floor < needed) {
            throw new BackupException("there is no room for it: octets=" + needed + " free=" + free + " to stay free="
                    + floor + " folder=" + to);
        }
        roomIsKnown = true;
    }

    private void copy(OpenPart part) throws IOException {
        int count = (int) Math.min(STEP, part.octets - part.copied);
        buffer.clear().limit(count);
        if (part.source.read(part.copied, buffer) < count) {
            throw new BackupException(part.name + " is shorter than " + part.octets + " octets");
        }
        part.target.write(part.copied, buffer.flip());
        part.copied += count;
        boolean whole = part.copied == part.octets;
        if (whole || part.copied % FORCED_TOGETHER == 0) {
            part.target.force();
            checkFloor(from);
            checkFloor(to);
        }
        if (whole) {
            done(part.octets);
            open = null;
            part.close();
        }
    }

    /** The journal is not recycled meanwhile: rather no backup than no publishes. */
    private void checkFloor(Disk disk) throws IOException {
        long free = disk.freeBytes();
        if (free < floor) {
            throw new BackupException("the disk is nearly full: free=" + free + " floor=" + floor + " folder=" + disk);
        }
    }

    private void done(long size) {
        octets += size;
        files++;
    }

    /** When all files are there: what makes a data directory of them. It outlives a power cut then, under its name of now. */
    void finish() throws IOException {
        to.forceDirectory(JournalFile.DIRECTORY);
        to.forceDirectory(ColdDirectory.DIRECTORY);
        new SnapshotFiles(to).write(point.snapshot());
        done(size(to, SnapshotFiles.name(point.snapshot().number())));
        byte[] node = SmallFile.read(from, DataDirectory.NODE);
        SmallFile.write(to, "", DataDirectory.NODE, ByteBuffer.wrap(node));
        done(node.length);
    }

    private static long size(Disk disk, String name) throws IOException {
        try (DiskFile file = disk.open(name)) {
            return file.size();
        }
    }

    long octets() {
        return octets;
    }

    int files() {
        return files;
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
        if (open != null) {
            open.close();
        }
    }

    /** A file that is being copied. Owner: backup. */
    private static final class OpenPart implements Closeable {
        private final String name;
        private final long octets;
        private final DiskFile source;
        private final DiskFile target;
        private long copied;

        OpenPart(BackupPoint.Part part, DiskFile source, DiskFile target) {
            this.name = part.name();
            this.octets = part.octets();
            this.source = source;
            this.target = target;
        }

        @Override
        public void close() throws IOException {
            try (source) {
                target.close();
            }
        }
    }
}
