package io.leveret.dist;

import io.leveret.core.CoreLoop;
import io.leveret.core.VirtualHost;
import io.leveret.core.journal.DurableListener;
import io.leveret.core.journal.Journal;
import io.leveret.core.journal.Replay;
import io.leveret.dist.settings.Settings;
import io.leveret.store.backup.Backups;
import io.leveret.store.disk.CorruptStoreException;
import io.leveret.store.disk.DataDirectory;
import io.leveret.store.disk.DataDirectoryException;
import io.leveret.store.eviction.YoungBudget;
import io.leveret.store.journal.FatalListener;
import io.leveret.store.journal.FileJournal;
import io.leveret.store.journal.JournalCounters;
import io.leveret.store.journal.JournalSettings;
import io.leveret.store.journal.SyncMode;
import java.io.IOException;

/** The data directory and the journal in it: opened, recovered into the virtual hosts, closed. Owner: node. */
final class NodeStorage {
    /** Each virtual host numbers its queues from a range of its own, and at every start from a new one. */
    private static final int QUEUE_ID_RANGE_BITS = 32;

    /** What waits for the journal's writer is held beside the messages in queues, and must fit a small heap too. */
    private static final int WAITING_SHARE = 16;

    private static final long LARGEST_YOUNG_BYTES = 4L << 30;
    private static final long YOUNG_DISK_SHARE = 10;
    private static final long LARGEST_YOUNG_MESSAGES = 4_000_000;

    /** A young message costs the journal's index some octets: a sixteenth of the heap at twelve for each. */
    private static final long YOUNG_HEAP_SHARE = 16 * 12;

    private final DataDirectory directory;
    private final FileJournal journal;
    private final long freeDiskFloorBytes;
    private long nextQueueIdRange;

    private NodeStorage(DataDirectory directory, FileJournal journal, long freeDiskFloorBytes) {
        this.directory = directory;
        this.journal = journal;
        this.freeDiskFloorBytes = freeDiskFloorBytes;
        this.nextQueueIdRange = (journal.highestQueueId() >>> QUEUE_ID_RANGE_BITS) + 1;
    }

    static NodeStorage recover(Settings settings, boolean truncate, Replay replay, FatalListener fatal) {
        DataDirectory directory = null;
        try {
            directory = DataDirectory.open(settings.dataDir());
            JournalSettings asked = journalSettings(settings, truncate);
            FileJournal journal = FileJournal.recover(directory, asked, replay, fatal);
            return new NodeStorage(directory, journal, asked.freeDiskFloor());
        } catch (IOException e) {
            close(directory);
            throw new StartException(oneLine(settings, e));
        } catch (RuntimeException e) {
            close(directory);
            throw e;
        }
    }

    private static JournalSettings journalSettings(Settings settings, boolean truncate) {
        Settings.Journal journal = settings.journal();
        SyncMode sync = SyncMode.valueOf(journal.sync().name());
        long waiting = Math.min(journal.waitingBytes(), Runtime.getRuntime().maxMemory() / WAITING_SHARE);
        long floor = journal.freeDiskFloorBytes() == 0
                ? JournalSettings.defaultFloor(journal.fileBytes(), waiting)
                : journal.freeDiskFloorBytes();
        return new JournalSettings(
                journal.fileBytes(),
                waiting,
                floor,
                sync,
                truncate,
                young(settings),
                settings.storage().backupDir());
    }

    private static YoungBudget young(Settings settings) {
        long bytes = settings.journal().youngBytes();
        if (bytes == 0) {
            bytes = Math.min(LARGEST_YOUNG_BYTES, settings.dataDir().toFile().getTotalSpace() / YOUNG_DISK_SHARE);
        }
        long messages = Math.min(LARGEST_YOUNG_MESSAGES, Runtime.getRuntime().maxMemory() / YOUNG_HEAP_SHARE);
        return new YoungBudget(Math.max(bytes, settings.journal().fileBytes()), messages);
    }

    private static String oneLine(Settings settings, IOException e) {
        if (e instanceof DataDirectoryException || e instanceof CorruptStoreException) {
            return String.valueOf(e.getMessage());
        }
        return "data directory " + settings.dataDir() + " can't be used: " + e;
    }

    private static void close(@org.jspecify.annotations.Nullable DataDirectory directory) {
        if (directory != null) {
            try {
                directory.close();
            } catch (IOException e) {
                throw new StartException("data directory can't be released: " + e.getMessage());
            }
        }
    }

    /** Gives the virtual host its port of the journal; before its loop runs a command. */
    void attach(VirtualHost vhost, CoreLoop loop) {
        Journal port = journal.open(loop);
        vhost.start(port, journal.messages(), nextQueueIdRange << QUEUE_ID_RANGE_BITS);
        nextQueueIdRange++;
    }

    /** A port for the node's own records. */
    Journal open(DurableListener listener) {
        return journal.open(listener);
    }

    /** What the journal has done so far; for any thread. */
    JournalCounters counters() {
        return journal.counters();
    }

    /** Below it no publish is taken. */
    long freeDiskFloorBytes() {
        return freeDiskFloorBytes;
    }

    Backups backups() {
        return journal.backups();
    }

    void start() {
        journal.start();
    }

    /** Writes what the cores handed over, and lets other processes in; the cores have stopped. */
    void close() {
        try (directory) {
            journal.close();
        } catch (IOException e) {
            throw new IllegalStateException("journal could not be closed", e);
        }
    }
}
