package io.leveret.store.recovery;

import io.leveret.core.journal.Replay;
import io.leveret.store.disk.CorruptStoreException;
import io.leveret.store.disk.DataDirectory;
import io.leveret.store.disk.Disk;
import io.leveret.store.ledger.ColdFiles;
import io.leveret.store.ledger.JournalFile;
import io.leveret.store.ledger.Ledger;
import io.leveret.store.ledger.Snapshot;
import io.leveret.store.ledger.SnapshotFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the journal at a start, in three passes over the meta sections: where does it end, what is in force and live at that end, and
 * the replay of just that. Until the end is certain nothing is changed; what is changed then (the format of the folder, zeros behind the end) can be
 * done again by the next start if this one is cut short. Owner: node, while it starts.
 */
public final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final DataDirectory directory;
    private final Disk disk;
    private final long stamp;
    private final long fileSize;
    private final boolean truncate;
    private final List<LogFile> files = new ArrayList<>();
    private final List<CorruptStoreException> losses = new ArrayList<>();
    private final Progress progress = new Progress(System::nanoTime);

    /** {@code truncate}: cut the journal where it is corrupt, and go on without what lies behind. */
    public Recovery(DataDirectory directory, long fileSize, boolean truncate) {
        this.directory = directory;
        this.disk = directory.disk();
        this.stamp = directory.stamp();
        this.fileSize = fileSize;
        this.truncate = truncate;
    }

    public Recovered run(Replay to) throws IOException {
        SnapshotFiles snapshots = new SnapshotFiles(disk);
        Snapshot snapshot = snapshots.newest();
        LogFolder folder = LogFolder.list(disk, snapshot);
        open(folder.needed());
        LOG.info("reading the journal: files={} first={}", files.size(), snapshot.firstFile());
        LogEnd end = findEnd(snapshot.firstBatch());
        progress.done("the journal ends before batch " + end.nextBatch);

        List<JournalFile> journalFiles = new ArrayList<>();
        ColdRecovery cold = new ColdRecovery(disk, stamp, truncate);
        Ledger ledger = rebuild(snapshot, cold, end, journalFiles);
        progress.done("what is live is known");
        directory.upgrade();
        long lastSnapshot = snapshot.number();
        if (end.corrupt) {
            lastSnapshot++;
            cut(end, ledger, snapshots, lastSnapshot, journalFiles);
        } else if (!files.isEmpty()) {
            secureTail();
        }
        replay(ledger, cold, end, to);
        losses.addAll(cold.losses());
        if (!cold.losses().isEmpty()) {
            lastSnapshot++;
            journalFiles.forEach(JournalFile::seal);
            write(snapshots, ledger, lastSnapshot, journalFiles);
        }
        long lastFile = journalFiles.isEmpty()
                ? snapshot.covers()
                : journalFiles.get(journalFiles.size() - 1).seq();
        return new Recovered(
                ledger,
                journalFiles,
                lastFile + 1,
                end.nextBatch,
                lastSnapshot,
                folder.unneeded(),
                cold.unneeded(ledger));
    }

    private void open(List<Long> seqs) throws IOException {
        for (long seq : seqs) {
            files.add(new LogFile(seq, disk.open(JournalFile.name(seq)), stamp));
        }
    }

    /** What a run refuses unless it may truncate: after such a run, what was given up. */
    public List<CorruptStoreException> losses() {
        return losses;
    }

    /** The journal ends in {@code files[fileIndex]}; files behind it hold nothing that counts. */
    private record LogEnd(int fileIndex, long nextBatch, boolean corrupt) {}

    private LogEnd findEnd(long firstBatch) throws IOException {
        long next = firstBatch;
        int last = files.size() - 1;
        for (int i = 0; i <= last; i++) {
            LogFile file = files.get(i);
            long first = next;
            next = file.scan(first, false);
            progress.at("checking journal files", i + 1, files.size());
            if (i == last && !file.closedInOrder()) {
                next = file.scan(first, true);
            }
            if (!continuesBehind(i, next)) {
                return checkedEnd(i, next);
            }
        }
        return new LogEnd(last, next, false);
    }

    /** Whether batch {@code next} begins a later file; what lies between must be empty: it was made and never written to. */
    private boolean continuesBehind(int index, long next) throws IOException {
        for (int i = index + 1; i < files.size(); i++) {
            if (files.get(i).beginsWith(next)) {
                return true;
            }
            if (!files.get(i).isBlank()) {
                return false;
            }
        }
        return false;
    }

    /**
     * A journal that ends at a torn batch is what a power cut leaves; one that was promised to be durable is not. A batch was promised
     * if a later one names it as synced, or if its file was left for another: that happens after a force.
     */
    private LogEnd checkedEnd(int index, long next) throws IOException {
        LogFile file = files.get(index);
        int behind = files.size() - 1 - index;
        long rest = file.syncedAccordingToRest();
        boolean corrupt = rest >= next || (behind > 0 && rest >= 0);
        for (int i = index + 1; i < files.size(); i++) {
            files.get(i).scan(next, true);
            corrupt |= files.get(i).syncedAccordingToRest() >= next;
        }
        if (!corrupt) {
            return new LogEnd(index, next, false);
        }
        CorruptStoreException corruption =
                new CorruptStoreException(JournalFile.name(file.seq()), file.end(), "batch " + next);
        if (!truncate) {
            throw corruption;
        }
        losses.add(corruption);
        LOG.warn("{}: truncating", corruption.getMessage());
        return new LogEnd(index, next, true);
    }

    private Ledger rebuild(Snapshot snapshot, ColdRecovery cold, LogEnd end, List<JournalFile> journalFiles)
            throws IOException {
        Ledger ledger = new Ledger(snapshot, ColdFiles.usualOctets(fileSize));
        cold.restore(snapshot, ledger);
        int count = end.corrupt ? end.fileIndex + 1 : files.size();
        for (int i = 0; i < count; i++) {
            LogFile file = files.get(i);
            JournalFile journalFile = file.toJournalFile();
            boolean covered = file.seq() <= snapshot.covers();
            if (covered || i < count - 1 || end.corrupt) {
                journalFile.seal(); // definitions written to a covered file would be skipped by the next start
            }
            journalFiles.add(journalFile);
            file.replay(new LedgerReplay(ledger, cold, journalFile, covered));
            progress.at("applying journal files", i + 1, count);
        }
        cold.check(ledger, journalFiles);
        ledger.recovered();
        return ledger;
    }

    /** What was read may still be in the page cache only; and what lies behind the end must not look like its continuation later. */
    private void secureTail() throws IOException {
        LogFile tail = files.get(files.size() - 1);
        if (tail.syncedAccordingToRest() >= 0) {
            LOG.info("cutting what was not synced: file={} offset={}", JournalFile.name(tail.seq()), tail.end());
            tail.zeroRest();
        }
        tail.file().force();
    }

    /**
     * Makes the end of a corrupt journal final. The new snapshot stands for all files that stay, so that the old one, which may cover
     * files that go, can't hide what is written under their numbers from now on.
     */
    private void cut(LogEnd end, Ledger ledger, SnapshotFiles snapshots, long number, List<JournalFile> journalFiles)
            throws IOException {
        LogFile tail = files.get(end.fileIndex);
        tail.zeroRest();
        write(snapshots, ledger, number, journalFiles);
        // deleted, not recycled: their numbers are used again, and their batches would be valid there
        for (LogFile lost : files.subList(end.fileIndex + 1, files.size())) {
            lost.file().close();
            disk.delete(JournalFile.name(lost.seq()));
        }
        disk.forceDirectory(JournalFile.DIRECTORY);
    }

    /** A snapshot that stands for all these files; there is at least one. */
    private static void write(SnapshotFiles snapshots, Ledger ledger, long number, List<JournalFile> journalFiles)
            throws IOException {
        JournalFile first = journalFiles.get(0);
        JournalFile last = journalFiles.get(journalFiles.size() - 1);
        snapshots.write(ledger.snapshot(new Snapshot.Span(number, last.seq(), first.seq(), first.firstBatch())));
    }

    private void replay(Ledger ledger, ColdRecovery cold, LogEnd end, Replay to) throws IOException {
        ledger.replayDefinitions(to);
        long coldMessages = cold.replay(ledger, to);
        progress.done(coldMessages + " messages in cold files are back");
        LiveOnly live = new LiveOnly(ledger, to);
        for (int i = 0; i <= end.fileIndex; i++) {
            files.get(i).replay(live);
            progress.at("bringing back messages of journal files", i + 1, end.fileIndex + 1);
        }
        ledger.replayMarks(to);
        progress.done(live.messages() + " messages in the journal are back");
    }
}
