package io.leveret.bench;

import io.leveret.core.journal.DurableListener;
import io.leveret.core.journal.Journal;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.MessageStore;
import io.leveret.core.journal.Replay;
import io.leveret.core.journal.StoredMessage;
import io.leveret.core.journal.StoredRun;
import io.leveret.store.disk.DataDirectory;
import io.leveret.store.journal.FatalListener;
import io.leveret.store.journal.FileJournal;
import io.leveret.store.journal.JournalSettings;
import io.leveret.store.journal.SyncMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A running journal in a directory of its own below {@code java.io.tmpdir}, which goes with it. Owner: the benchmark's thread. */
final class TemporaryJournal implements AutoCloseable {
    private static final long WAITING_BYTES = 32 << 20;

    private final Path path;
    private final DataDirectory directory;
    private final FileJournal journal;

    private TemporaryJournal(Path path, DataDirectory directory, FileJournal journal) {
        this.path = path;
        this.directory = directory;
        this.journal = journal;
    }

    /** The directory is empty: there is nothing to replay. */
    private static final class NoReplay implements Replay {
        @Override
        public void enqueued(StoredMessage message, long[] queueIds, long[] seqs) {}

        @Override
        public void stored(StoredRun run) {}

        @Override
        public void replay(JournalRecord record) {}
    }

    static TemporaryJournal create(long fileSize, SyncMode sync, FatalListener fatal) throws IOException {
        Path path = Files.createTempDirectory("leveret-journal");
        DataDirectory directory = DataDirectory.open(path);
        JournalSettings settings =
                new JournalSettings(fileSize, WAITING_BYTES, sync, false, JournalSettings.DEFAULT.young());
        FileJournal journal = FileJournal.recover(directory, settings, new NoReplay(), fatal);
        journal.start();
        return new TemporaryJournal(path, directory, journal);
    }

    Journal open(DurableListener listener) {
        return journal.open(listener);
    }

    MessageStore messages() {
        return journal.messages();
    }

    @Override
    public void close() throws IOException {
        journal.close();
        directory.close();
        List<Path> files;
        try (Stream<Path> all = Files.walk(path)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
