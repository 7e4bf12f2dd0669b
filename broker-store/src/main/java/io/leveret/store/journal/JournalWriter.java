package io.leveret.store.journal;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.Message;
import io.leveret.store.batch.BatchEncoder;
import io.leveret.store.batch.BatchHeader;
import io.leveret.store.disk.DiskFile;
import io.leveret.store.eviction.Evictions;
import io.leveret.store.eviction.Moved;
import io.leveret.store.intake.Gather;
import io.leveret.store.intake.Intake;
import io.leveret.store.intake.PortMark;
import io.leveret.store.intake.Room;
import io.leveret.store.ledger.JournalFile;
import io.leveret.store.ledger.Ledger;
import io.leveret.store.reading.PlaceDesk;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the cores appended, writes it as a batch, and hands it on to the syncer. While one group syncs the next is written and a
 * third gathers. Owner: journal writer.
 */
final class JournalWriter implements Worker {
    /** How often it looks whether a cold file may be deleted, when nothing else is to be done. */
    private static final long DELETE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** After work it sleeps no longer than this, so that cores need not wake it for what nobody waits for. */
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final List<Intake> intakes;
    private final Room room;
    private final Ledger ledger;
    private final JournalFiles files;
    private final SyncLane syncer;
    private final BatchEncoder encoder;
    private final JournalCounters counters;
    private final DiskFloor floor;
    private final PlaceDesk places;
    private final Evictions evictions;
    private final SyncMode mode;
    private final Gather gather;
    private @Nullable Moved moved;
    private long nextBatch;
    /** A new file is needed, and the syncer was told that the writer waits. */
    private boolean waitsForSync;
    /** More work is likely soon. */
    private boolean restless;

    /** What the writer works with: of others, and shared with them. */
    record Surroundings(
            List<Intake> intakes,
            Room room,
            SyncLane syncer,
            JournalCounters counters,
            DiskFloor floor,
            SyncMode mode) {}

    JournalWriter(
            Surroundings with,
            Ledger ledger,
            JournalFiles files,
            BatchEncoder encoder,
            PlaceDesk places,
            long nextBatch) {
        this.intakes = with.intakes;
        this.room = with.room;
        this.syncer = with.syncer;
        this.counters = with.counters;
        this.floor = with.floor;
        this.places = places;
        this.evictions = files.evictions();
        this.mode = with.mode;
        this.ledger = ledger;
        this.files = files;
        this.encoder = encoder;
        this.nextBatch = nextBatch;
        this.gather = new Gather(ledger);
    }

    @Override
    public String name() {
        return "journal-writer";
    }

    @Override
    public boolean doWork() throws IOException {
        if (files.answerBackup(nextBatch)) {
            return true;
        }
        boolean worked = places.answer(ledger);
        files.deleteDead(nextBatch - 1, syncer.synced());
        if (floor.lookInTime()) {
            roomAgain();
        }
        if (gather.isEmpty() && moved == null && !gather()) {
            files.considerEviction();
            return worked;
        }
        DiskFile writtenTo = null;
        if (encoder.records() > 0) {
            JournalFile file = fileFor(encoder.totalLength());
            if (file == null) {
                return worked;
            }
            write(file, 0);
            gather.forEach(record -> apply(record, file));
            applyMoved();
            writtenTo = file.file();
        }
        syncer.handOver(new Written(writtenTo, nextBatch - 1, gather.marks(), gather.awaited(), false));
        if (mode == SyncMode.FSYNC) {
            gather.marks().forEach(PortMark::written);
        }
        files.considerEviction();
        makeRoom();
        gather.clear();
        restless = true;
        return true;
    }

    /** Takes what there is for the next batch; false if that is nothing. */
    private boolean gather() throws IOException {
        if (floor.isBelow() && files.wouldFreeSpace()) {
            nextFile(0); // what is to be written may be too little to fill this one
        }
        intakes.removeIf(Intake::isFinished);
        moved = evictions.poll();
        if (!gather.fill(intakes) && moved == null) {
            return false;
        }
        encoder.begin();
        gather.forEach(encoder::add);
        if (moved != null) {
            encoder.add(moved.record());
        }
        return true;
    }

    private void applyMoved() {
        if (moved != null) {
            evictions.moved(moved);
            moved = null;
        }
    }

    private void makeRoom() {
        room.behind(files.isBehind());
        if (room.release(gather.octets())) {
            roomAgain();
        }
    }

    private void roomAgain() {
        for (Intake intake : intakes) {
            intake.lane().roomAgain();
        }
    }

    @Override
    public long idleNanos() {
        if (restless) {
            restless = false;
            return NAP_NANOS;
        }
        return evictions.isDeleting() ? Math.min(DELETE_NANOS, floor.idleNanos()) : floor.idleNanos();
    }

    /**
     * Null while a new file is needed and the last one is not synced yet, or a spare is awaited: the syncer or the recycler rings when that is over.
     */
    private @Nullable JournalFile fileFor(int octets) throws IOException {
        JournalFile file = files.withRoomFor(octets);
        return file == null ? nextFile(octets) : file;
    }

    private @Nullable JournalFile nextFile(int octets) throws IOException {
        if (syncer.synced() < nextBatch - 1) {
            if (!waitsForSync) {
                waitsForSync = true;
                syncer.handOver(new Written(null, nextBatch - 1, List.of(), 0, true));
            }
            return null;
        }
        waitsForSync = false;
        return files.begin(octets, nextBatch);
    }

    private void write(JournalFile file, int flags) throws IOException {
        int length = encoder.totalLength();
        BatchEncoder.Place place = new BatchEncoder.Place(
                file.seq(), file.end(), nextBatch, syncer.synced(), file.lastBatchLength(), flags);
        encoder.write(file.file(), place);
        file.written(length);
        nextBatch++;
        waitsForSync = false; // for this batch it has not asked
        counters.written(encoder.records(), length);
    }

    private void apply(JournalRecord record, JournalFile file) {
        if (record instanceof JournalRecord.Enqueue enqueue) {
            Message message = enqueue.message();
            ledger.enqueued(enqueue.queueIds(), enqueue.seqs(), file, message.location(), message.deadlineMillis());
        } else {
            ledger.apply(record);
        }
    }

    /** Whether everything that was handed over is written. */
    boolean isIdle() {
        return gather.isEmpty() && moved == null;
    }

    /** After everything was synced: an empty batch that says so. */
    void writeClosing() throws IOException {
        encoder.begin();
        JournalFile file = fileFor(encoder.totalLength());
        if (file != null) {
            write(file, BatchHeader.CLOSED);
            syncer.handOver(new Written(file.file(), nextBatch - 1, List.of(), 0, true));
        }
    }
}
