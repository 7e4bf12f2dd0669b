package io.leveret.store.journal;

import io.leveret.store.disk.DiskFile;
import io.leveret.store.intake.Doorbell;
import java.util.concurrent.atomic.AtomicReference;
import org.jctools.queues.SpscArrayQueue;
import org.jspecify.annotations.Nullable;

/** From recycler to writer: spare files, and on request the word that there will be none. Shared by the two. */
final class SpareLane {
    private static final int CAPACITY = 4;

    private enum Wish {
        NONE,
        ASKED,
        REFUSED
    }

    private final SpscArrayQueue<Spare> spares = new SpscArrayQueue<>(CAPACITY);
    private final AtomicReference<Wish> wish = new AtomicReference<>(Wish.NONE);
    private final Doorbell writer;
    private final Doorbell recycler;

    SpareLane(Doorbell writer, Doorbell recycler) {
        this.writer = writer;
        this.recycler = recycler;
    }

    /** A file to be renamed to a journal file; what it holds belongs to no batch of its next use. */
    record Spare(String name, DiskFile file) {}

    /** Called by the writer. */
    @Nullable
    Spare take() {
        Spare spare = spares.poll();
        if (spare != null) {
            wish.set(Wish.NONE);
        }
        recycler.ring();
        return spare;
    }

    /**
     * Called by the writer, which got none and could do without at a risk only: whether there is none to wait for. If that is not known yet, the recycler
     * is asked, and rings when it is.
     */
    boolean isExhausted() {
        if (wish.compareAndSet(Wish.REFUSED, Wish.NONE)) {
            return true;
        }
        wish.set(Wish.ASKED);
        recycler.ring();
        return false;
    }

    boolean isAsked() {
        return wish.get() == Wish.ASKED;
    }

    /** Called by both. */
    int size() {
        return spares.size();
    }

    void offer(Spare spare) {
        spares.offer(spare);
        answer();
    }

    /** The recycler has done all it can: the writer hears of it if it has asked, which is returned. */
    boolean answer() {
        boolean asked = wish.compareAndSet(Wish.ASKED, spares.isEmpty() ? Wish.REFUSED : Wish.NONE);
        if (asked) {
            writer.ring();
        }
        return asked;
    }

    @Nullable
    Spare poll() {
        return spares.poll();
    }
}
