package io.leveret.store.backup;

import io.leveret.store.intake.Doorbell;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where a backup asks the journal's writer for a moment, and holds it: until it lets go, the writer gives up no file of the journal and no cold file. Shared by
 * the two.
 */
public final class BackupDesk {
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicReference<@Nullable BackupPoint> held = new AtomicReference<>();
    private final Doorbell writer;
    private final Doorbell backup;

    public BackupDesk(Doorbell writer, Doorbell backup) {
        this.writer = writer;
        this.backup = backup;
    }

    void ask() {
        asked.set(true);
        writer.ring();
    }

    /** What the writer has answered; null while it has not. */
    @Nullable
    BackupPoint point() {
        return held.get();
    }

    /** The files of the moment, if there is one, are not needed any more. */
    void letGo() {
        asked.set(false);
        held.set(null);
        writer.ring();
    }

    /** Whether the writer is to {@link #answer}. */
    public boolean isAsked() {
        return asked.get();
    }

    /** Called by the writer, which holds the files from now on, unless the backup was given up meanwhile. */
    public void answer(BackupPoint point) {
        held.set(point);
        if (!asked.compareAndSet(true, false)) {
            held.set(null);
        }
        backup.ring();
    }

    /** Whether files that nobody needs have to stay. */
    public boolean isHeld() {
        return held.get() != null;
    }
}
