package io.leveret.store.eviction;

import io.leveret.store.cold.ColdDirectory;
import io.leveret.store.ledger.ColdFile;
import io.leveret.store.ledger.JournalFile;
import io.leveret.store.ledger.Ledger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the oldest journal files are to be emptied, and which; has cold files deleted once it is durable that nothing in them is live. One round at a
 * time. Owner: journal writer.
 */
public final class Evictions {
    /** How long it waits after a round that failed. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Ledger ledger;
    private final YoungBudget budget;
    private final Evictor evictor;
    private final Deque<Dead> dead = new ArrayDeque<>();
    private final LongSupplier nanoTime;
    private boolean underWay;
    /** After a round that failed. */
    private boolean pausing;
    /** The last round failed. */
    private boolean failed;

    private long notBefore;
    private long planned;

    /** A cold file that may be deleted when this batch is synced. */
    private record Dead(ColdFile file, long batch) {}

    public Evictions(Ledger ledger, YoungBudget budget, Evictor evictor, LongSupplier nanoTime) {
        this.ledger = ledger;
        this.budget = budget;
        this.evictor = evictor;
        this.nanoTime = nanoTime;
    }

    /** Begins a round if one is due. {@code files} are the journal's, oldest first; the last one is being written to. */
    public void consider(Collection<JournalFile> files, long fileSize) {
        if (underWay || (pausing && nanoTime.getAsLong() < notBefore)) {
            return;
        }
        pausing = false;
        Young young = young(files);
        List<ColdFile> coldFiles = failed ? List.of() : ledger.cold().toRewrite(); // perhaps it was one of them
        List<JournalFile> oldest =
                budget.isExceeded(young.octets + fileSize, young.messages) ? oldest(files, fileSize, young) : List.of();
        if (coldFiles.isEmpty() && oldest.stream().allMatch(file -> file.live() == 0)) {
            return;
        }
        long through = oldest.isEmpty()
                ? ledger.evictedThrough()
                : oldest.get(oldest.size() - 1).seq();
        underWay = true;
        planned = through;
        evictor.plan(EvictionPlan.of(through, oldest, coldFiles));
    }

    /** What the journal's files take up; those at the old end in which nothing is live are as good as gone. */
    private record Young(long octets, long messages) {}

    private static Young young(Collection<JournalFile> files) {
        long octets = 0;
        long messages = 0;
        for (JournalFile file : files) {
            messages += file.live();
            octets += messages == 0 ? 0 : file.end();
        }
        return new Young(octets, messages);
    }

    /** So many that the others, with one that is to come, take up half of the budget; never the one that is being written to. */
    private List<JournalFile> oldest(Collection<JournalFile> files, long fileSize, Young young) {
        List<JournalFile> oldest = new ArrayList<>();
        long octets = young.octets + fileSize;
        long messages = young.messages;
        for (JournalFile file : files) {
            if ((octets <= budget.octets() / 2 && messages <= budget.messages() / 2)
                    || oldest.size() == files.size() - 1) {
                break;
            }
            octets -= messages == young.messages && file.live() == 0 ? 0 : file.end();
            messages -= file.live();
            oldest.add(file);
        }
        return oldest;
    }

    /** Whether twice the budget is taken: the evictor has to catch up first. The newest file, which it can't empty, does not count. */
    public boolean isBehind(Collection<JournalFile> files) {
        Young young = young(files.stream().limit(Math.max(0, files.size() - 1)).toList());
        return budget.isExceeded(young.octets / 2, young.messages / 2);
    }

    /** Whether a round reads this journal file: it must not be used again. */
    public boolean holds(JournalFile file) {
        return underWay && file.seq() <= planned;
    }

    /** What a round has moved; the caller writes its record and then calls {@link #moved}. */
    public @Nullable Moved poll() {
        Moved moved = evictor.pollMoved();
        if (moved != null && moved.isNothing()) {
            underWay = false;
            notBefore = nanoTime.getAsLong() + PAUSE_NANOS;
            pausing = true;
            failed = true;
            return null;
        }
        return moved;
    }

    /** The record is written: from now on it is so. */
    public void moved(Moved moved) {
        ledger.evicted(moved.record(), moved.into());
        underWay = false;
        failed = false;
    }

    /** Has files deleted in which nothing is live: {@code last} is the last batch written, {@code synced} the last one synced. */
    public void deleteDead(long last, long synced) {
        for (ColdFile file = ledger.cold().takeDead();
                file != null;
                file = ledger.cold().takeDead()) {
            dead.add(new Dead(file, last));
        }
        for (Dead next = dead.peek(); next != null && next.batch <= synced; next = dead.peek()) {
            dead.remove();
            evictor.delete(ColdDirectory.name(next.file.number()));
        }
    }

    /** Whether a file waits to be deleted. */
    public boolean isDeleting() {
        return !dead.isEmpty();
    }
}
