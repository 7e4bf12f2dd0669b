package io.leveret.store.backup;

import io.leveret.store.disk.Disk;
import io.leveret.store.intake.Doorbell;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The backups of a running node, one under way at a time. Shared by who asks for one and the thread that takes it. */
public final class Backups {
    private static final DateTimeFormatter BY_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final AtomicReference<@Nullable BackupRequest> underWay = new AtomicReference<>();
    private final BackupRoot root;
    private final String nodeId;
    private final LongSupplier nowMillis;
    private final Doorbell bell;

    /** {@code nowMillis}: the time since 1970; the bell is that of the backup's thread. */
    public Backups(BackupRoot root, String nodeId, LongSupplier nowMillis, Doorbell bell) {
        this.root = root;
        this.nodeId = nodeId;
        this.nowMillis = nowMillis;
        this.bell = bell;
    }

    /** Those that are whole, the newest first. Reads files: not for a core or an I/O loop. */
    public List<Backup> list() throws IOException {
        return folders().list();
    }

    /** Begins a backup that has its name from the time. */
    public void start(BackupListener listener) {
        start(BY_TIME.format(Instant.ofEpochMilli(nowMillis.getAsLong())), listener);
    }

    /** Begins a backup. All that was durable before the call will be in it. Its name is 1 to 64 letters, digits, dots, hyphens and underscores, a dot not first. */
    public void start(String name, BackupListener listener) {
        if (!BackupFolders.isName(name)) {
            listener.refused(
                    "a backup's name has 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', and does not begin with '.'");
        } else if (underWay.compareAndSet(null, new BackupRequest(name, listener))) {
            bell.ring();
        } else {
            listener.refused("another backup is under way");
        }
    }

    /** What is to be done; null if that is nothing. */
    @Nullable
    BackupRequest underWay() {
        return underWay.get();
    }

    /** Another one may begin. */
    void over() {
        underWay.set(null);
    }

    long nowMillis() {
        return nowMillis.getAsLong();
    }

    BackupFolders folders() throws IOException {
        Disk folder = root.open();
        return new BackupFolders(folder, nodeId);
    }
}
