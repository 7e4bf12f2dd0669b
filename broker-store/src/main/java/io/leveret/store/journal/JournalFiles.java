package io.leveret.store.journal;

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

/**
 * The journal's files, oldest first. When one is full and synced, those at the old end that nothing lives in are given to the recycler
 * together with a snapshot. At that moment everything in these files and in the full one is synced, so the settles that emptied them are
 * too, and what the snapshot says can be relied on. Owner: journal writer.
 */
final class JournalFiles {
    private final Disk disk;
    private final long fileSize;
    private final Ledger ledger;
    private final Recycler recycler;
    private final Evictions evictions;
    private final Deque<JournalFile> files;
    private long nextFile;
    private long lastSnapshot;
    private int releasedFiles;

    JournalFiles(Disk disk, long fileSize, Recovered recovered, Recycler recycler, Evictions evictions) {
        this.disk = disk;
        this.fileSize = fileSize;
        this.ledger = recovered.ledger();
        this.recycler = recycler;
        this.evictions = evictions;
        this.files = new ArrayDeque<>(recovered.files());
        this.nextFile = recovered.nextFile();
        this.lastSnapshot = recovered.lastSnapshot();
    }

    /** The file with room for so many octets, or null if a new one is needed. */
    @Nullable
    JournalFile withRoomFor(int octets) {
        JournalFile newest = files.peekLast();
        return newest != null && newest.hasRoomFor(octets) ? newest : null;
    }

    /** Begins a file whose first batch is {@code batch}; all batches before are synced. */
    JournalFile begin(int octets, long batch) throws IOException {
        releaseOldest(batch);
        String name = JournalFile.name(nextFile);
        Recycler.Spare spare = recycler.takeSpare();
        DiskFile file;
        if (spare == null) {
            file = disk.create(name); // grows as it is written: slower than a spare, but at once
        } else {
            disk.rename(spare.name(), name);
            file = spare.file();
        }
        disk.forceDirectory(JournalFile.DIRECTORY);
        JournalFile begun = new JournalFile(nextFile, file, Math.max(fileSize, octets), batch);
        nextFile++;
        files.addLast(begun);
        return begun;
    }

    private void releaseOldest(long nextBatch) {
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
        JournalFile first = files.peekFirst();
        long firstFile = first == null ? nextFile : first.seq();
        long firstBatch = first == null ? nextBatch : first.firstBatch();
        lastSnapshot++;
        Snapshot.Span span = new Snapshot.Span(lastSnapshot, nextFile - 1, firstFile, firstBatch);
        recycler.recycle(new Recycler.Released(ledger.snapshot(span), released));
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
