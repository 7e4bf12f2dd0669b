package io.leveret.store.inspection;

import io.leveret.store.batch.JournalName;
import io.leveret.store.disk.CorruptStoreException;
import io.leveret.store.disk.DataDirectory;
import io.leveret.store.disk.DataDirectoryException;
import io.leveret.store.disk.Disk;
import io.leveret.store.ledger.ColdFile;
import io.leveret.store.ledger.Snapshot;
import io.leveret.store.recovery.Recovered;
import io.leveret.store.recovery.Recovery;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks every checksum of a data directory, and tries a start to count what is in the queues: what a start with {@code --recover-truncate} would keep, if
 * something is damaged. The directory is one of an {@link UnchangedDisk}. Owner: node, or who looks at its folder while it does not run.
 */
public final class Verification {
    /** Of a journal file, as usual; nothing is written. */
    private static final long FILE_SIZE = 128 << 20;

    private final DataDirectory directory;
    private final Disk disk;
    private final FaultList faults;

    public Verification(DataDirectory directory, Findings findings) {
        this.directory = directory;
        this.disk = directory.disk();
        this.faults = new FaultList(findings);
    }

    /**
     * What was there.
     *
     * @param messages entries of the journal, of settled messages too; as {@code coldMessages}, which counts those of each queue
     * @param queues by virtual host and name; null if no start is possible
     */
    public record Summary(
            int journalFiles,
            long batches,
            long records,
            long messages,
            int coldFiles,
            long sections,
            long coldMessages,
            @Nullable List<QueueCount> queues,
            int faults) {}

    public Summary run() throws IOException {
        Snapshot snapshot = NewestDefinitions.read(disk, faults);
        int faultsBefore = faults.count();
        EntryCheck entries = new EntryCheck();
        JournalWalk walk = new JournalWalk(disk, directory.stamp(), entries, faults);
        List<Long> journal = StoreFolder.journalFiles(disk, snapshot == null ? 1 : snapshot.firstFile());
        walk.walk(journal, snapshot == null ? 0 : snapshot.firstBatch());

        QueueCounts counts = new QueueCounts();
        Recovered recovered = tryStart(counts, faults.count() > faultsBefore);
        List<Long> coldFiles = recovered == null
                ? StoreFolder.coldFiles(disk)
                : recovered.ledger().cold().all().stream().map(ColdFile::number).toList();
        ColdCheck cold = new ColdCheck(disk, directory.stamp(), faults);
        for (long number : coldFiles) {
            cold.check(number);
        }
        return new Summary(
                journal.size(),
                entries.batches(),
                entries.records(),
                entries.messages(),
                coldFiles.size(),
                cold.sections(),
                cold.messages(),
                recovered == null ? null : counts.all(),
                faults.count());
    }

    /** A start as it would be; null if none is possible. What it misses in the journal is told already, if the journal's faults are. */
    private @Nullable Recovered tryStart(QueueCounts counts, boolean journalFaultsTold) throws IOException {
        int before = faults.count();
        Recovery start = new Recovery(directory, FILE_SIZE, true);
        try {
            Recovered recovered = start.run(counts);
            for (CorruptStoreException loss : start.losses()) {
                boolean ofJournal = loss.file().startsWith(JournalName.DIRECTORY);
                if (!ofJournal || !journalFaultsTold) {
                    faults.add(Fault.of(loss));
                }
            }
            return recovered;
        } catch (DataDirectoryException e) {
            if (before == 0) {
                faults.add(String.valueOf(e.getMessage()));
            }
            return null;
        }
    }
}
