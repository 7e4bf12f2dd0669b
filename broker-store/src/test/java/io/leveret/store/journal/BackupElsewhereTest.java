package io.leveret.store.journal;

import static io.leveret.store.journal.Records.enqueue;
import static io.leveret.store.journal.Records.queue;
import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.store.backup.Backup;
import io.leveret.store.backup.BackupListener;
import io.leveret.store.disk.DataDirectory;
import io.leveret.store.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups that are not kept in the data directory. */
class BackupElsewhereTest implements BackupListener {
    private static final JournalSettings SETTINGS = SteppedJournal.SETTINGS;
    private static final long SLOW = 1;

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final List<Backup> taken = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    @Override
    public void taken(Backup backup) {
        taken.add(backup);
    }

    @Override
    public void refused(String reason) {
        throw new AssertionError(reason);
    }

    @Override
    public void failed(String reason) {
        failed.add(reason);
    }

    private static void turn(SteppedJournal it) {
        while (it.journal.stepBackup() || it.journal.stepWriter()) {}
    }

    @Test
    void aFolderOfItsOwnIsMadeAndFilled(@TempDir Path folder) throws IOException {
        Path own = folder.resolve("some/backups");
        SteppedJournal it = new SteppedJournal(disk, keptIn(own));
        it.append(queue(SLOW, "slow"), enqueue(SLOW, 1, 10)).settle();
        it.journal.backups().start("one", this);
        turn(it);
        assertThat(taken.get(0).directory()).isEqualTo(own.resolve("one").toString());
        assertThat(disk.exists("backups")).isFalse();
        RecoveredState found = new RecoveredState();
        try (DataDirectory directory = DataDirectory.open(own.resolve("one"))) {
            FileJournal journal = FileJournal.recover(directory, SETTINGS, found, (message, cause) -> {});
            found.withBodies(journal);
            journal.close();
        }
        assertThat(found.vhost("/").queues.get(SLOW).messages).hasSize(1);
    }

    private static JournalSettings keptIn(Path folder) {
        return new JournalSettings(
                SETTINGS.fileSize(),
                SETTINGS.waitingBytes(),
                SETTINGS.freeDiskFloor(),
                SyncMode.FSYNC,
                false,
                SETTINGS.young(),
                Optional.of(folder));
    }

    @Test
    void aFolderThatCanNotBeMadeFailsTheBackupAlone(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        SteppedJournal it = new SteppedJournal(disk, keptIn(file.resolve("sub")));
        it.append(queue(SLOW, "slow")).settle();
        it.journal.backups().start("one", this);
        turn(it);
        assertThat(failed).hasSize(1).first().asString().contains("folder of backups " + file.resolve("sub"));
        it.append(enqueue(SLOW, 1, 10)).settle();
        assertThat(it.fatal).isEmpty();
    }
}
