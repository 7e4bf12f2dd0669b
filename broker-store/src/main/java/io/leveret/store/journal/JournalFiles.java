package io.leveret.store.journal;

import io.leveret.store.backup.BackupDesk;
import io.leveret.store.backup.BackupPoint;
import io.leveret.store.cold.ColdDirectory;
import io.leveret.store.disk.Disk;
import io.leveret.store.disk.DiskFile;
import io.leveret.store.eviction.Evictions;
import io.leveret.store.ledger.JournalFile;
import io.leveret.store.ledger.Ledger;
import io.leveret.store.ledger.Snapshot;
import io.leveret.store.recovery.Recovered;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's files, oldest first. When one is full and synced, those at the old end that nothing lives in are given to the recycler
 * together with a snapshot. At that moment everything in these files and in the full one is synced, so the settles that emptied them are
 * too, and what the snapshot says can be relied on. Owner: journal writer.
 */
final class JournalFiles {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFiles.class);
    private static final int WORTH_A_FILE = 2;

    /** Size of a file that is begun without a spare: each sync has to keep its new length too, which takes longer than that of a spare. */
    private static final long STOPGAP = 1 << 20;

    private final Disk disk;
    private final long fileSize;
    private final Ledger ledger;
    private final Recycler recycler;
    private final SpareLane spares;
    private final DiskFloor floor;
    private final Evictions evictions;
    private final BackupDesk backups;
    private final Deque<JournalFile> files;
    private long nextFile;
    private long lastSnapshot;
    private int releasedFiles;

    JournalFiles(Disk disk, long fileSize, Recovered recovered, Recycling with) {
        this.disk = disk;
        this.fileSize = fileSize;
        this.ledger = recovered.ledger();
        this.recycler = with.recycler;
        this.spares = with.spares;
        this.floor = with.floor;
        this.evictions = with.evictions;
        this.backups = with.backups;
        this.files = new ArrayDeque<>(recovered.files());
        this.nextFile = recovered.nextFile();
        this.lastSnapshot = recovered.lastSnapshot();
    }

    /** Where files go that nothing lives in, and where others come from. */
    record Recycling(Recycler recycler, SpareLane spares, DiskFloor floor, Evictions evictions, BackupDesk backups) {}

    Evictions evictions() {
        return evictions;
    }

    /** The file with room for so many octets, or null if a new one is needed. */
    @Nullable
    JournalFile withRoomFor(int octets) {
        JournalFile newest = files.peekLast();
        return newest != null && newest.hasRoomFor(octets) ? newest : null;
    }

    /**
     * Begins a file whose first batch is {@code batch}; all batches before are synced. Null while the disk is nearly full and a spare may come: the recycler
     * rings when it is known.
     */
    @Nullable
    JournalFile begin(int octets, long batch) throws IOException {
        boolean low = floor.isTooLowFor(Math.max(fileSize, octets));
        releaseOldest(batch);
        Spare spare = spares.take();
        if (spare == null && low && !spares.isExhausted()) {
            return null;
        }
        String name = JournalFile.name(nextFile);
        DiskFile file;
        long capacity = fileSize;
        if (spare == null) {
            file = disk.create(name); // grows as it is written: slower than a spare, but at once
            capacity = low ? fileSize : Math.min(fileSize, STOPGAP);
        } else {
            disk.rename(spare.name(), name);
            file = spare.file();
        }
        disk.forceDirectory(JournalFile.DIRECTORY);
        JournalFile begun = new JournalFile(nextFile, file, Math.max(capacity, octets), batch);
        nextFile++;
        files.addLast(begun);
        return begun;
    }

    /**
     * Whether a new file would free more space than it takes: two at the old end have nothing that lives in them. Not without a spare at hand: then the rest
     * of the newest file is worth more.
     */
    boolean wouldFreeSpace() {
        if (spares.size() == 0 || files.size() <= WORTH_A_FILE || isHeldForBackup()) {
            return false;
        }
        int free = 0;
        for (JournalFile file : files) {
            if (file.live() > 0 || evictions.holds(file)) {
                break;
            }
            free++;
        }
        return Math.min(free, files.size() - 1) >= WORTH_A_FILE;
    }

    private void releaseOldest(long nextBatch) {
        if (isHeldForBackup()) {
            return;
        }
        List<JournalFile> released = new ArrayList<>();
        for (JournalFile oldest = files.peekFirst();
                oldest != null && oldest.live() == 0 && !evictions.holds(oldest);
                oldest = files.peekFirst()) {
            released.add(files.removeFirst());
        }
        if (released.isEmpty()) {
            return;
        }
        releasedFiles += released.size();
        lastSnapshot++;
        recycler.recycle(new Recycler.Released(snapshot(lastSnapshot, nextBatch), released));
    }

    /** It covers all files that there are. */
    private Snapshot snapshot(long number, long nextBatch) {
        JournalFile first = files.peekFirst();
        long firstFile = first == null ? nextFile : first.seq();
        long firstBatch = first == null ? nextBatch : first.firstBatch();
        return ledger.snapshot(new Snapshot.Span(number, nextFile - 1, firstFile, firstBatch));
    }

    /** Says of which files this moment consists if a backup asks for it; they stay until it lets go, or the disk is nearly full. Returns whether one has asked. */
    boolean answerBackup(long nextBatch) {
        if (!backups.isAsked()) {
            return false;
        }
        List<BackupPoint.Part> journal = files.stream()
                .map(file -> new BackupPoint.Part(JournalFile.name(file.seq()), file.end()))
                .toList();
        List<String> cold = ledger.cold().all().stream()
                .map(file -> ColdDirectory.name(file.number()))
                .toList();
        backups.answer(new BackupPoint(snapshot(lastSnapshot + 1, nextBatch), journal, cold));
        return true;
    }

    /**
     * Whether files have to stay. Not below the floor: whoever copies them may hang on another disk, and publishes wait for space. The backup itself gives up
     * where it sees a full disk first.
     */
    private boolean isHeldForBackup() {
        if (!backups.isHeld()) {
            return false;
        }
        if (floor.isBelow()) {
            LOG.warn("the disk is nearly full, files that a backup under way holds are given up");
            backups.revoke();
            return false;
        }
        return true;
    }

    /** Has cold files deleted in which nothing is live, as {@link Evictions#deleteDead}; while a backup is taken it waits. */
    void deleteDead(long last, long synced) {
        if (!isHeldForBackup()) {
            evictions.deleteDead(last, synced);
        }
    }

    /** Looks whether the oldest files are to be emptied. */
    void considerEviction() {
        evictions.consider(files, fileSize);
    }

    /** Whether publishers have to wait until the oldest files are empty. */
    boolean isBehind() {
        return evictions.isBehind(files);
    }

    int released() {
        return releasedFiles;
    }

    void close() throws IOException {
        for (JournalFile file : files) {
            file.file().close();
        }
    }
}
