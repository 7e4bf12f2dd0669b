package io.leveret.store.journal;

import io.leveret.store.backup.BackupDesk;
import io.leveret.store.backup.BackupRoot;
import io.leveret.store.backup.BackupTaker;
import io.leveret.store.backup.Backups;
import io.leveret.store.disk.DataDirectory;
import io.leveret.store.disk.Disk;
import io.leveret.store.intake.Doorbell;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The parts that take backups: the front, where the writer answers, the work, the thread that does it. Immutable. */
record BackupThread(Backups backups, BackupDesk desk, BackupTaker taker, WorkerLoop loop) {
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    static BackupThread of(
            DataDirectory directory,
            JournalSettings settings,
            Doorbell writerBell,
            Failure failure,
            LongSupplier nanoTime) {
        Disk disk = directory.disk();
        Doorbell bell = new Doorbell();
        BackupDesk desk = new BackupDesk(writerBell, bell);
        BackupRoot root = BackupRoot.of(settings.backups(), disk);
        Backups backups = new Backups(root, directory.nodeId(), System::currentTimeMillis, bell);
        BackupTaker taker = new BackupTaker(disk, settings.freeDiskFloor(), backups, desk, nanoTime);
        WorkerLoop loop = new WorkerLoop(new Task("backup", taker::doWork, REST_NANOS), bell, failure);
        return new BackupThread(backups, desk, taker, loop);
    }
}
