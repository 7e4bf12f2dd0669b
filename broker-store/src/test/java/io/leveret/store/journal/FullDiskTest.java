package io.leveret.store.journal;

import static io.leveret.store.journal.Records.enqueue;
import static io.leveret.store.journal.Records.queue;
import static io.leveret.store.journal.Records.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.store.disk.SimulatedDisk;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FullDiskTest {
    private static final long FILE = 64 << 10;
    private static final long FLOOR = 4 * FILE;
    private static final JournalSettings SETTINGS =
            new JournalSettings(FILE, 1 << 20, FLOOR, SyncMode.FSYNC, false, JournalSettings.DEFAULT.young());

    private final SimulatedDisk disk = new SimulatedDisk(1);

    @Test
    void belowTheFloorNoPublishIsTakenUntilThereIsMoreThanTheFloor() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        it.append(queue(1, "q")).settle();
        assertThat(it.port.takesPublishes()).isTrue();

        free(FLOOR - 1);
        afterASecond(it);
        assertThat(it.port.takesPublishes()).isFalse();
        assertThat(it.port.hasRoom()).isTrue();

        free(FLOOR);
        afterASecond(it);
        assertThat(it.port.takesPublishes()).isFalse();
        assertThat(it.roomAgain).isZero();

        free(FLOOR + FLOOR / 8);
        afterASecond(it);
        assertThat(it.roomAgain).isEqualTo(1);
        assertThat(it.port.takesPublishes()).isTrue();
    }

    @Test
    void whatIsWrittenMeanwhileDoesNotLetPublishersGoOn() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        it.append(queue(1, "q")).settle();
        free(0);
        afterASecond(it);
        assertThat(it.port.takesPublishes()).isFalse();
        it.append(enqueue(1, 1, 10)).settle();
        assertThat(it.roomAgain).isZero();
    }

    @Test
    void theDiskIsLookedAtBeforeAFileBegins() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        it.append(queue(1, "q")).settle();
        free(FLOOR / 2);
        assertThat(it.port.takesPublishes()).isTrue();
        for (int seq = 1; seq <= 3; seq++) {
            it.append(enqueue(1, seq, 30_000)).settle();
        }
        assertThat(it.port.takesPublishes()).isFalse();
    }

    @Test
    void onAFullDiskFilesThatNothingLivesInTakeWhatAcksWrite() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        it.append(queue(1, "q"), queue(2, "r")).settle();
        fill(it, 1, 10);
        long snapshots = FILE / 2;
        free(snapshots); // no file can be made or grow, a few octets for snapshots are left
        for (int seq = 1; seq < 200; seq++) {
            it.append(settle(1, seq, seq), enqueue(1, seq + 10, 30_000)).settle();
        }
        assertThat(it.fatal).isEmpty();
        assertThat(it.journal.releasedFiles()).isGreaterThan(50);
        disk.restart();
        SteppedJournal again = new SteppedJournal(disk, SETTINGS);
        assertThat(again.messagesOf(1)).hasSize(10).contains(200L, 209L);
    }

    @Test
    void theWriterWaitsForTheFileThatIsBeingRecycled() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        it.append(queue(1, "q")).settle();
        fill(it, 1, 20);
        free(FILE / 2);
        it.append(settle(1, 1, 10));
        writeAndSync(it);
        for (int i = 0; i < 6; i++) { // two fill a file, and there are two spares
            it.append(enqueue(1, 20 + i, 30_000));
            writeAndSync(it);
        }
        long announced = it.announced.get(it.announced.size() - 1);
        assertThat(announced).isLessThan(it.port.lastPosition());
        it.settle();
        assertThat(it.announced).last().isEqualTo(it.port.lastPosition());
        assertThat(it.fatal).isEmpty();
    }

    @Test
    void whenNoFileCanBeHadTheLastOctetsAreWrittenAndThenTheJournalEnds() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        it.append(queue(1, "q")).settle();
        free(FILE);
        int seq = 1;
        while (it.fatal.isEmpty() && seq < 100) {
            it.append(enqueue(1, seq++, 30_000)).settle();
        }
        assertThat(it.fatal).singleElement().asString().contains("journal-writer failed", "No space left");
        int written = (int) (it.announced.get(it.announced.size() - 1) - 1);
        assertThat(written).isEqualTo(1 + 2 * 2 + 1); // the first file, two spares, and one that grew
        disk.capacity(Long.MAX_VALUE);
        disk.restart();
        assertThat(new SteppedJournal(disk, SETTINGS).messagesOf(1)).hasSizeGreaterThanOrEqualTo(written);
    }

    @Test
    void onAFullDiskSpaceIsFreedThoughLittleIsWritten() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        it.append(queue(1, "q")).settle();
        fill(it, 1, 41);
        free(2 * FILE);
        afterASecond(it);
        assertThat(it.port.takesPublishes()).isFalse();
        it.append(settle(1, 1, 40)).settle(); // as a purge does
        afterASecond(it);
        assertThat(it.roomAgain).isEqualTo(1);
        assertThat(disk.freeBytes()).isGreaterThan(15 * FILE);
        long changes = disk.changes();
        free(0);
        for (int i = 0; i < 10; i++) {
            afterASecond(it);
        }
        assertThat(disk.changes()).as("no file is begun without need").isEqualTo(changes);
        it.append(enqueue(1, 41, 10)).settle();
        disk.restart();
        assertThat(new SteppedJournal(disk, SETTINGS).messagesOf(1)).containsExactly(41L);
    }

    @Test
    void inModesThatDoNotSyncSpaceIsFreedToo() throws IOException {
        SteppedJournal it = new SteppedJournal(
                disk, new JournalSettings(FILE, 1 << 20, FLOOR, SyncMode.OS, false, JournalSettings.DEFAULT.young()));
        it.append(queue(1, "q")).settle();
        fill(it, 1, 41);
        free(2 * FILE);
        afterASecond(it);
        it.append(settle(1, 1, 40));
        it.journal.stepWriter();
        it.append(settle(1, 41, 41)).settle();
        afterASecond(it);
        assertThat(disk.freeBytes()).isGreaterThan(15 * FILE);
    }

    @Test
    void aSpareThatFindsNoSpaceLeavesNoPartOfItself() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        it.settle();
        it.append(queue(1, "q")).settle(); // takes a spare
        fill(it, 1, 2);
        int beginFile = 2;
        int writeBatch = 2;
        int createSpareAndFill = 2;
        disk.failAfter(beginFile + writeBatch + createSpareAndFill, "No space left on device");
        fill(it, 2, 4);
        assertThat(it.fatal).isEmpty();
        assertThat(spares()).isEqualTo(1);
        assertThat(disk.list("journal"))
                .allSatisfy(name -> assertThat(disk.content("journal/" + name)).hasSize((int) FILE));
    }

    @Test
    void sparesAreMadeAgainWhenThereIsSpace() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        it.settle();
        it.append(queue(1, "q")).settle();
        free(FILE);
        fill(it, 1, 5);
        assertThat(spares()).isZero();
        free(100 * FILE);
        fill(it, 5, 8);
        assertThat(spares()).isEqualTo(2);
    }

    @Test
    void aJournalThatWaitsForAFileCanBeClosed() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        it.append(queue(1, "q")).settle();
        fill(it, 1, 20);
        free(FILE / 2);
        it.append(settle(1, 1, 10));
        for (int i = 0; i < 8; i++) {
            it.append(enqueue(1, 20 + i, 30_000));
            writeAndSync(it);
        }
        assertThat(it.announced).last().isNotEqualTo(it.port.lastPosition());
        it.journal.close();
        assertThat(it.fatal).isEmpty();
        disk.restart();
        assertThat(new SteppedJournal(disk, SETTINGS).messagesOf(1)).hasSize(9 + 8);
    }

    @Test
    void theFloorThatIsNotSetSuitsTheFiles() {
        assertThat(JournalSettings.DEFAULT.freeDiskFloor()).isEqualTo((3L * 128 + 32) << 20);
        assertThat(JournalSettings.defaultFloor(1 << 20, 1 << 20)).isEqualTo(256 << 20);
        assertThatThrownBy(() -> new JournalSettings(FILE, 1, -1, SyncMode.OS, false, JournalSettings.DEFAULT.young()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void free(long octets) {
        disk.capacity(disk.used() + octets);
    }

    private long spares() throws IOException {
        return disk.list("journal").stream()
                .filter(name -> name.startsWith("spare"))
                .count();
    }

    private static void afterASecond(SteppedJournal it) {
        it.nanos += TimeUnit.SECONDS.toNanos(1);
        it.settle();
    }

    private static void writeAndSync(SteppedJournal it) {
        while (it.journal.stepWriter() || it.journal.stepSyncer()) {}
    }

    /** Messages of about half a file. */
    private static void fill(SteppedJournal it, int from, int to) {
        for (int seq = from; seq < to; seq++) {
            it.append(enqueue(1, seq, 30_000)).settle();
        }
    }
}
