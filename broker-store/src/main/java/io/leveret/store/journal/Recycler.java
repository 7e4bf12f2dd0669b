package io.leveret.store.journal;

import io.leveret.store.disk.Disk;
import io.leveret.store.disk.DiskFile;
import io.leveret.store.intake.Doorbell;
import io.leveret.store.ledger.JournalFile;
import io.leveret.store.ledger.Snapshot;
import io.leveret.store.ledger.SnapshotFiles;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jctools.queues.SpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes files that nothing lives in ready for another use, and keeps {@value #SPARES} zero-filled ones at hand. A file is touched only
 * after the snapshot that makes its records unneeded has outlived a force; without it (a full disk) the file stays as it is until the
 * next snapshot, or until the writer asks for a spare. Bounded: the writer releases a file at most for each one it has filled. Owner: evictor.
 */
final class Recycler implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Recycler.class);
    private static final int SPARES = 2;
    private static final int CHUNK = 16;
    private static final String PREFIX = JournalFile.DIRECTORY + "/spare-";

    private final Disk disk;
    private final SnapshotFiles snapshots;
    private final long fileSize;
    private final Doorbell doorbell;
    private final SpscUnboundedArrayQueue<Released> queue = new SpscUnboundedArrayQueue<>(CHUNK);
    private final SpareLane spares;
    private final Deque<JournalFile> released = new ArrayDeque<>();
    private final Deque<String> unneeded;
    /** Not written, as the last attempt failed. */
    private @Nullable Snapshot unwritten;

    private int lastSpare;
    /** To make a spare; not tried again for nothing. */
    private boolean failed;

    /** {@code unneeded}: names in the journal's folder that recovery found no use for. */
    Recycler(Disk disk, long fileSize, List<String> unneeded, SpareLane spares, Doorbell doorbell) {
        this.disk = disk;
        this.snapshots = new SnapshotFiles(disk);
        this.fileSize = fileSize;
        this.unneeded = new ArrayDeque<>(unneeded);
        this.spares = spares;
        this.doorbell = doorbell;
    }

    /** Files without anything live, and the snapshot that stands for them. */
    record Released(Snapshot snapshot, List<JournalFile> files) {}

    /** Called by the writer. */
    void recycle(Released files) {
        queue.offer(files);
        doorbell.ring();
    }

    @Override
    public String name() {
        return "journal-recycler";
    }

    @Override
    public boolean doWork() throws IOException {
        boolean asked = spares.isAsked();
        return snapshot(asked) || adopt() || makeSpare(asked) || spares.answer();
    }

    private boolean snapshot(boolean asked) {
        boolean fresh = false;
        for (Released next = queue.poll(); next != null; next = queue.poll()) {
            unwritten = next.snapshot();
            released.addAll(next.files());
            fresh = true;
        }
        Snapshot newest = unwritten;
        if (newest == null || !(fresh || asked)) {
            return false;
        }
        failed = false;
        try {
            snapshots.write(newest);
            unwritten = null;
            for (JournalFile file = released.poll(); file != null; file = released.poll()) {
                reuse(JournalFile.name(file.seq()), file.file());
            }
        } catch (IOException e) {
            // nothing depends on this snapshot: the journal keeps its files and the next snapshot is made from scratch
            LOG.warn("no journal file can be recycled, trying again with the next one: {}", e.toString());
        }
        return fresh || unwritten == null;
    }

    private void reuse(String name, DiskFile file) throws IOException {
        if (spares.size() < SPARES && file.size() == fileSize) {
            String spare = spareName();
            disk.rename(name, spare);
            spares.offer(new Spare(spare, file));
        } else {
            file.close();
            disk.delete(name);
        }
    }

    private boolean adopt() throws IOException {
        String name = unneeded.poll();
        if (name == null) {
            return false;
        }
        if (name.endsWith(".wal")) {
            reuse(name, disk.open(name));
        }
        return true;
    }

    private boolean makeSpare(boolean asked) {
        if (spares.size() >= SPARES || (failed && !asked)) {
            return false;
        }
        try {
            if (disk.freeBytes() / 2 < fileSize) {
                return false; // as much again is left for snapshots, without which no file would be free any more
            }
            spares.offer(zeroFilled(spareName()));
            return true;
        } catch (IOException e) {
            failed = true; // until a file is recycled, or the writer asks
            LOG.warn("no spare journal file could be made: {}", e.toString());
            return false;
        }
    }

    private Spare zeroFilled(String name) throws IOException {
        DiskFile file = disk.create(name);
        try {
            file.zero(0, fileSize);
            file.force();
            return new Spare(name, file);
        } catch (IOException e) {
            file.close();
            disk.delete(name); // a part of a file is of no use, and there may be no space to lose
            throw e;
        }
    }

    private String spareName() {
        do {
            lastSpare++;
        } while (disk.exists(PREFIX + lastSpare + ".wal"));
        return PREFIX + lastSpare + ".wal";
    }

    void close() throws IOException {
        for (Spare spare = spares.poll(); spare != null; spare = spares.poll()) {
            spare.file().close();
        }
        for (Released files = queue.poll(); files != null; files = queue.poll()) {
            released.addAll(files.files());
        }
        for (JournalFile file : released) {
            file.file().close();
        }
    }
}
