package io.leveret.store.backup;

import io.leveret.store.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the backups that are asked for, a step at a time: asks the writer for a moment, copies it, gives it its name. What fails here fails alone: the journal goes
 * on. Owner: backup.
 */
public final class BackupTaker implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(BackupTaker.class);

    private final Disk disk;
    private final long floor;
    private final Backups backups;
    private final BackupDesk desk;
    private final LongSupplier nanoTime;
    /** What an earlier life left was looked for. */
    private boolean swept;
    /** The writer was asked. */
    private boolean asked;

    private @Nullable BackupFolders folders;
    private @Nullable BackupCopy copy;
    private long beganNanos;
    private long createdMillis;

    /** Of what is on {@code disk}; below {@code floor} octets of free space none is taken. */
    public BackupTaker(Disk disk, long floor, Backups backups, BackupDesk desk, LongSupplier nanoTime) {
        this.disk = disk;
        this.floor = floor;
        this.backups = backups;
        this.desk = desk;
        this.nanoTime = nanoTime;
    }

    /** Goes on with what there is to do; false if that is nothing, or if the writer has not answered. */
    public boolean doWork() {
        if (!swept) {
            swept = true;
            sweep();
            return true;
        }
        BackupRequest request = backups.underWay();
        if (request == null) {
            return false;
        }
        try {
            return step(request);
        } catch (BackupException e) {
            fail(request, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            LOG.debug("backup failed: name={}", request.name(), e);
            fail(request, e.toString());
        }
        return true;
    }

    private void sweep() {
        try {
            backups.folders().deleteUnfinished();
        } catch (IOException | RuntimeException e) { // whatever is wrong there, the broker can do without
            LOG.warn("the folder of backups can't be used: {}", e.toString());
        }
    }

    private boolean step(BackupRequest request) throws IOException {
        if (asked && desk.isRevoked()) {
            throw revoked();
        }
        BackupCopy current = copy;
        if (current != null) {
            if (!current.step()) {
                finish(request, current);
            }
            return true;
        }
        if (!asked) {
            ask(request);
            return true;
        }
        BackupPoint point = desk.point();
        if (point == null) {
            return false;
        }
        createdMillis = backups.nowMillis();
        copy = new BackupCopy(disk, folders().beginUnfinished(), point, floor);
        return true;
    }

    private static BackupException revoked() {
        return new BackupException("the disk is nearly full: the journal needs the files that the backup held");
    }

    private void ask(BackupRequest request) throws IOException {
        beganNanos = nanoTime.getAsLong();
        BackupFolders all = backups.folders();
        if (all.exists(request.name())) {
            end();
            String there = all.directory(request.name());
            tell(request, listener -> listener.refused("there is a backup of that name: " + there));
            return;
        }
        folders = all;
        LOG.info("backup begins: name={}", request.name());
        asked = true;
        desk.ask();
    }

    private BackupFolders folders() {
        BackupFolders known = folders;
        if (known == null) {
            throw new IllegalStateException("no backup has begun");
        }
        return known;
    }

    private void finish(BackupRequest request, BackupCopy whole) throws IOException {
        if (!desk.letGo()) { // from here on all that it needs of the journal is copied
            throw revoked();
        }
        whole.finish();
        long millis = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - beganNanos);
        String directory = folders().directory(request.name());
        Backup backup = new Backup(request.name(), directory, createdMillis, whole.octets(), whole.files(), millis);
        folders().finish(backup);
        whole.close();
        end();
        LOG.info(
                "backup is whole: name={} bytes={} files={} millis={}",
                backup.name(),
                backup.bytes(),
                backup.files(),
                millis);
        tell(request, listener -> listener.taken(backup));
    }

    private void fail(BackupRequest request, String reason) {
        LOG.warn("backup given up: name={}: {}", request.name(), reason);
        desk.letGo();
        discard();
        end();
        tell(request, listener -> listener.failed(reason));
    }

    /** Who asked is no reason to end a backup, or the broker. */
    private static void tell(BackupRequest request, Consumer<BackupListener> outcome) {
        try {
            outcome.accept(request.listener());
        } catch (RuntimeException e) {
            LOG.error("who asked for a backup could not be told how it ended: name={}", request.name(), e);
        }
    }

    private void discard() {
        try {
            if (copy != null) {
                copy.close();
            }
        } catch (IOException e) {
            LOG.debug("a file of an unfinished backup could not be closed", e);
        }
        if (folders != null) {
            sweep();
        }
    }

    private void end() {
        asked = false;
        folders = null;
        copy = null;
        backups.over();
    }

    /** Ends one that is under way; the thread has ended. */
    @Override
    public void close() {
        BackupRequest request = backups.underWay();
        if (request != null) {
            fail(request, "the broker stops");
        }
    }
}
