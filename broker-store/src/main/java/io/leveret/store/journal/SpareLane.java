package io.leveret.store.journal;

import io.leveret.store.intake.Doorbell;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.SpscArrayQueue;
import org.jspecify.annotations.Nullable;

/** From recycler to writer: spare files, and on request the word that there will be none. Shared by the two. */
final class SpareLane {
    private static final int CAPACITY = 4;

    // what the writer wishes
    private static final int NOTHING = 0;
    private static final int AN_ANSWER = 1;
    private static final int REFUSED = 2;

    private final SpscArrayQueue<Spare> spares = new SpscArrayQueue<>(CAPACITY);
    private final AtomicInteger wish = new AtomicInteger(NOTHING);
    private final Doorbell writer;
    private final Doorbell recycler;

    SpareLane(Doorbell writer, Doorbell recycler) {
        this.writer = writer;
        this.recycler = recycler;
    }

    /** Called by the writer. */
    @Nullable
    Spare take() {
        Spare spare = spares.poll();
        if (spare != null) {
            wish.set(NOTHING);
        }
        recycler.ring();
        return spare;
    }

    /**
     * Called by the writer, which got none and could do without at a risk only: whether there is none to wait for. If that is not known yet, the recycler
     * is asked, and rings when it is.
     */
    boolean isExhausted() {
        if (wish.compareAndSet(REFUSED, NOTHING)) {
            return true;
        }
        wish.set(AN_ANSWER);
        recycler.ring();
        return false;
    }

    boolean isAsked() {
        return wish.get() == AN_ANSWER;
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
        boolean asked = wish.compareAndSet(AN_ANSWER, spares.isEmpty() ? REFUSED : NOTHING);
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
