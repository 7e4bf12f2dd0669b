package io.leveret.store.journal;

import io.leveret.core.journal.Durability;
import io.leveret.core.journal.DurableListener;
import io.leveret.core.journal.Journal;
import io.leveret.core.journal.MessageStore;
import io.leveret.core.journal.Replay;
import io.leveret.store.backup.Backups;
import io.leveret.store.batch.BatchEncoder;
import io.leveret.store.cold.ColdDirectory;
import io.leveret.store.disk.DataDirectory;
import io.leveret.store.disk.Disk;
import io.leveret.store.eviction.Evictions;
import io.leveret.store.eviction.Evictor;
import io.leveret.store.intake.Doorbell;
import io.leveret.store.intake.Intake;
import io.leveret.store.intake.JournalPort;
import io.leveret.store.intake.PortLane;
import io.leveret.store.intake.Room;
import io.leveret.store.ledger.ColdFiles;
import io.leveret.store.ledger.JournalFile;
import io.leveret.store.paging.Pager;
import io.leveret.store.reading.MessageReader;
import io.leveret.store.reading.PlaceDesk;
import io.leveret.store.recovery.Recovered;
import io.leveret.store.recovery.Recovery;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of a node: {@link #recover} it, {@link #open} a port for each core, {@link #start} its threads; {@link #close} at the end, after the
 * cores have stopped. Owner: node.
 */
public final class FileJournal implements Closeable {
    private static final long EVICTOR_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Much less than the whole broker has to stop. */
    private static final long BACKUP_STOP_MILLIS = 3_000;

    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);

    private final List<Intake> intakes = new CopyOnWriteArrayList<>();
    private final Doorbell writerBell = new Doorbell();
    private final JournalCounters counters = new JournalCounters();
    private final Failure failure;
    private final Room room;
    private final Durability durability;
    private final SpareLane spares;
    private final long highestQueueId;
    private final JournalFiles files;
    private final JournalWriter writer;
    private final JournalSyncer syncer;
    private final Recycler recycler;
    private final MessageReader reader;
    private final Pager pager;
    private final Evictor evictor;
    private final BackupThread backup;
    private final WorkerLoop writing;
    private final WorkerLoop syncing;
    private final WorkerLoop recycling;
    private final WorkerLoop reading;
    private final WorkerLoop evicting;
    private final WorkerLoop paging;
    private boolean started;
    /** The backup's thread did not end in time: what is the taker's may still be in use. */
    private boolean backupHangs;

    private FileJournal(
            DataDirectory directory, JournalSettings settings, Recovered from, Failure failure, LongSupplier nanoTime) {
        Disk disk = directory.disk();
        Doorbell syncerBell = new Doorbell();
        Doorbell recyclerBell = new Doorbell();
        Doorbell readerBell = new Doorbell();
        Doorbell evictorBell = new Doorbell();
        Doorbell pagerBell = new Doorbell();
        this.failure = failure;
        this.room = new Room(settings.waitingBytes());
        this.durability = settings.sync().durability();
        DiskFloor floor = new DiskFloor(disk, settings.freeDiskFloor(), room, nanoTime);
        this.spares = new SpareLane(writerBell, recyclerBell);
        this.highestQueueId = from.ledger().highestQueueId();
        this.recycler = new Recycler(disk, settings.fileSize(), from.unneeded(), spares, recyclerBell);
        this.evictor =
                evictor(directory, settings, from, new Evictor.Bells(evictorBell, writerBell, counters::evicted));
        Evictions evictions = new Evictions(from.ledger(), settings.young(), evictor, nanoTime);
        this.backup = BackupThread.of(directory, settings, writerBell, failure, nanoTime);
        JournalFiles.Recycling with = new JournalFiles.Recycling(recycler, spares, floor, evictions, backup.desk());
        this.files = new JournalFiles(disk, settings.fileSize(), from, with);
        PlaceDesk places = new PlaceDesk(writerBell, readerBell);
        SyncLane lane = new SyncLane(from.nextBatch() - 1, writerBell, syncerBell);
        JournalWriter.Surroundings around =
                new JournalWriter.Surroundings(intakes, room, lane, counters, floor, settings.sync());
        BatchEncoder encoder = new BatchEncoder(directory.stamp());
        this.writer = new JournalWriter(around, from.ledger(), files, encoder, places, from.nextBatch());
        this.syncer = new JournalSyncer(lane, settings.sync(), nanoTime, counters);
        this.reader = new MessageReader(disk, directory.stamp(), places, counters::read);
        this.pager = new Pager(disk, pagerBell);
        this.writing = new WorkerLoop(writer, writerBell, failure);
        this.syncing = new WorkerLoop(syncer, syncerBell, failure);
        this.recycling = new WorkerLoop(recycler, recyclerBell, failure);
        this.reading = new WorkerLoop(new Task("journal-reader", reader::answerNext), readerBell, failure);
        this.evicting = new WorkerLoop(new Task("evictor", evictor::doWork, EVICTOR_REST_NANOS), evictorBell, failure);
        this.paging = new WorkerLoop(new Task("pager", pager::doWork), pagerBell, failure);
    }

    private static Evictor evictor(
            DataDirectory directory, JournalSettings settings, Recovered from, Evictor.Bells bells) {
        return new Evictor(
                directory.disk(),
                directory.stamp(),
                ColdFiles.usualOctets(settings.fileSize()),
                from.ledger().highestColdFile(),
                from.unneededCold(),
                bells);
    }

    /**
     * Reads the journal in the data directory and replays what is in force: exchanges, queues, bindings, live messages in their
     * queues' order, then per queue its marks. {@code fatal} hears of a failing disk later on.
     */
    public static FileJournal recover(
            DataDirectory directory, JournalSettings settings, Replay replay, FatalListener fatal) throws IOException {
        return recover(directory, settings, replay, new Failure(fatal), System::nanoTime);
    }

    static FileJournal recover(
            DataDirectory directory, JournalSettings settings, Replay replay, Failure failure, LongSupplier nanoTime)
            throws IOException {
        Disk disk = directory.disk();
        disk.makeDirectory(JournalFile.DIRECTORY);
        disk.makeDirectory(ColdDirectory.DIRECTORY);
        disk.forceDirectory("");
        disk.forceDirectory(
                JournalFile.DIRECTORY); // a file that a killed process has just made is to stay when power is cut
        Pager.clear(disk);
        Recovered recovered = new Recovery(directory, settings.fileSize(), settings.recoverTruncate()).run(replay);
        return new FileJournal(directory, settings, recovered, failure, nanoTime);
    }

    /** The highest queue id that the journal has seen: none up to it is given to another queue. */
    public long highestQueueId() {
        return highestQueueId;
    }

    /** A port for one core; {@code listener} hears on the journal's threads. Before or after {@link #start}. */
    public Journal open(DurableListener listener) {
        PortLane lane = new PortLane(listener, room, writerBell);
        intakes.add(new Intake(lane));
        return new JournalPort(lane, durability);
    }

    public MessageStore messages() {
        return new Messages(reader, pager);
    }

    /** Copies of the data directory, taken while all goes on. */
    public Backups backups() {
        return backup.backups();
    }

    public JournalCounters counters() {
        return counters;
    }

    /** Starts the threads. */
    public void start() {
        started = true;
        writing.start();
        syncing.start();
        recycling.start();
        reading.start();
        evicting.start();
        paging.start();
        backup.loop().start();
    }

    /** Writes and syncs what was handed over, ends the threads, marks the journal as closed in order. Not to be interrupted. */
    @Override
    public void close() throws IOException {
        try {
            if (started) {
                stopBackup();
                writing.stop();
                syncing.stop();
                recycling.stop();
                evicting.stop();
                paging.stop();
                reading.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the journal was closed");
        }
        if (!backupHangs) {
            backup.taker().close();
        }
        drain();
        reader.close();
        pager.close();
        evictor.close();
        recycler.close();
        files.close();
        LOG.info("journal closed: {}", counters);
    }

    /** A backup may go to a network mount that does not answer: the journal is closed all the same. */
    private void stopBackup() throws InterruptedException {
        backupHangs = !backup.loop().stopWithin(BACKUP_STOP_MILLIS);
        if (backupHangs) {
            LOG.warn(
                    "the backup under way did not end within {} ms, does the folder of backups answer? It stays unfinished,"
                            + " and the next start deletes it",
                    BACKUP_STOP_MILLIS);
        }
    }

    /** The threads have ended: this one does what they left. */
    private void drain() throws IOException {
        while (stepReader()) {}
        while (stepWriter() || stepSyncer() || (!writer.isIdle() && !failure.happened())) {
            if (spares.isAsked()) {
                stepRecycler();
            }
        }
        if (failure.happened()) {
            return;
        }
        syncer.force();
        writer.writeClosing();
        stepSyncer();
    }

    boolean stepWriter() {
        return writing.step();
    }

    boolean stepSyncer() {
        return syncing.step();
    }

    boolean stepRecycler() {
        return recycling.step();
    }

    boolean stepReader() {
        return reading.step();
    }

    boolean stepEvictor() {
        return evicting.step();
    }

    boolean stepPager() {
        return paging.step();
    }

    boolean stepBackup() {
        return backup.loop().step();
    }

    /** Whether files stay because a backup needs them. */
    boolean isHeldForBackup() {
        return backup.desk().isHeld();
    }

    /** How many files have been given up since the start. */
    int releasedFiles() {
        return files.released();
    }
}
