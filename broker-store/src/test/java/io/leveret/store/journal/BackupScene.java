package io.leveret.store.journal;

import static io.leveret.store.journal.Records.enqueue;
import static io.leveret.store.journal.Records.queue;
import static io.leveret.store.journal.Records.settle;
import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.store.backup.Backup;
import io.leveret.store.backup.BackupListener;
import io.leveret.store.backup.BackupRoot;
import io.leveret.store.disk.SimulatedDisk;
import io.leveret.store.eviction.YoungBudget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A journal whose backups are taken step by step. */
abstract class BackupScene implements BackupListener {
    static final long FILE = 64 << 10;
    static final long FLOOR = 2 * FILE;
    static final JournalSettings SETTINGS =
            new JournalSettings(FILE, 1 << 20, FLOOR, SyncMode.FSYNC, false, new YoungBudget(5 * FILE, 1_000));
    static final int SLOW = 1;
    static final int FAST = 2;
    static final int MESSAGES = 100;

    final SimulatedDisk disk = new SimulatedDisk(1);
    final List<Backup> taken = new ArrayList<>();
    final List<String> refused = new ArrayList<>();
    final List<String> failed = new ArrayList<>();

    @Override
    public void taken(Backup backup) {
        taken.add(backup);
    }

    @Override
    public void refused(String reason) {
        refused.add(reason);
    }

    @Override
    public void failed(String reason) {
        failed.add(reason);
    }

    /** Some messages that have left the journal, some that are in several of its files, and a file that can be recycled soon. */
    SteppedJournal used() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        it.append(queue(SLOW, "slow"), queue(FAST, "fast")).settle();
        for (int seq = 1; seq <= 5; seq++) {
            it.append(enqueue(SLOW, seq, 100 * seq)).settle();
        }
        traffic(it, 1);
        assertThat(disk.list("cold")).hasSize(1);
        return it;
    }

    static void traffic(SteppedJournal it, long from) {
        for (long seq = from; seq < from + MESSAGES; seq++) {
            it.append(enqueue(FAST, seq, 30_000)).settle();
            it.append(settle(FAST, seq - 6, seq - 6)).settle();
        }
    }

    static void turn(SteppedJournal it) {
        while (it.journal.stepBackup() || it.journal.stepWriter()) {}
    }

    void take(SteppedJournal it, String name) {
        it.journal.backups().start(name, this);
        turn(it);
        assertThat(failed).isEmpty();
        assertThat(refused).isEmpty();
        assertThat(taken).extracting(Backup::name).endsWith(name);
    }

    /** Turns until the writer has said of which files the backup consists. */
    void beginUntilHeld(SteppedJournal it, String name) {
        it.journal.backups().start(name, this);
        while (!it.journal.isHeldForBackup()) {
            assertThat(it.journal.stepBackup() || it.journal.stepWriter()).isTrue();
        }
    }

    SimulatedDisk folderOf(String name) {
        return disk.copyOf(BackupRoot.DIRECTORY + "/" + name, 3);
    }

    static SteppedJournal startWith(SimulatedDisk folder) throws IOException {
        return new SteppedJournal(folder, SETTINGS);
    }

    void assertNothingIsLeft(SteppedJournal it) throws IOException {
        assertThat(it.journal.isHeldForBackup()).isFalse();
        assertThat(disk.list(BackupRoot.DIRECTORY)).isEmpty();
        assertThat(it.journal.backups().list()).isEmpty();
    }

    int changesOf(SteppedJournal it) {
        take(it, "first"); // which makes the folder of all backups
        int before = disk.changes();
        take(it, "counted");
        return disk.changes() - before;
    }
}
