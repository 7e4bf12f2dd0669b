package io.leveret.store.journal;

import io.leveret.core.journal.DurableListener;
import io.leveret.core.journal.Journal;
import io.leveret.core.journal.MessageStore;
import io.leveret.core.journal.Replay;
import io.leveret.store.disk.DataDirectory;
import io.leveret.store.disk.Disk;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** A journal whose threads a test turns by hand, for the tests of other modules. Owner: the test's thread. */
public final class TurnedJournal {
    private final FileJournal journal;
    private final List<BooleanSupplier> workers;

    private TurnedJournal(FileJournal journal) {
        this.journal = journal;
        this.workers = List.of(
                journal::stepWriter,
                journal::stepSyncer,
                journal::stepReader,
                journal::stepRecycler,
                journal::stepEvictor,
                journal::stepPager);
    }

    /** As {@link FileJournal#recover}; {@code nanoTime} says how long something has waited to be forced. */
    public static TurnedJournal recover(
            Disk disk, JournalSettings settings, Replay replay, FatalListener fatal, LongSupplier nanoTime)
            throws IOException {
        DataDirectory directory = DataDirectory.open(disk, () -> 42);
        return new TurnedJournal(FileJournal.recover(directory, settings, replay, new Failure(fatal), nanoTime));
    }

    public long highestQueueId() {
        return journal.highestQueueId();
    }

    public Journal open(DurableListener listener) {
        return journal.open(listener);
    }

    public MessageStore messages() {
        return journal.messages();
    }

    /** How many workers there are: writer, syncer, reader, recycler, evictor, pager. */
    public int workers() {
        return workers.size();
    }

    /** One of the workers does one step; false if there was nothing to do, or the journal has failed. */
    public boolean turn(int worker) {
        return workers.get(worker).getAsBoolean();
    }

    /** How many files have been given up since the start. */
    public int releasedFiles() {
        return journal.releasedFiles();
    }
}
