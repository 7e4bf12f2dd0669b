package io.leveret.store.backup;

import io.leveret.store.intake.Doorbell;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where a backup asks the journal's writer for a moment, and holds it: until it lets go, the writer gives up no file of the journal and no cold file, unless it has to
 * revoke. Shared by the two.
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

    /** The files of the moment, if there is one, are not needed any more. Returns whether they were held until now. */
    boolean letGo() {
        asked.set(false);
        boolean untilNow = held.getAndSet(null) != null;
        writer.ring();
        return untilNow;
    }

    /** Whether the writer has answered and holds the files no more, though nobody let go. Called between {@link #ask} and {@link #letGo}. */
    boolean isRevoked() {
        return !asked.get() && held.get() == null; // in this order: an answer is there before the wish for it goes
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

    /** Called by the writer, which can't hold the files any longer, whatever the backup is doing: what it copies from now on may be anything. */
    public void revoke() {
        held.set(null);
        backup.ring();
    }

    /** Whether files that nobody needs have to stay. */
    public boolean isHeld() {
        return held.get() != null;
    }
}
