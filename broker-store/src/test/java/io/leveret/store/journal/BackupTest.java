package io.leveret.store.journal;

import static io.leveret.store.journal.Records.enqueue;
import static io.leveret.store.journal.Records.queue;
import static io.leveret.store.journal.Records.settle;
import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.store.backup.Backup;
import io.leveret.store.backup.BackupListener;
import io.leveret.store.backup.BackupRoot;
import io.leveret.store.disk.SimulatedDisk;
import io.leveret.store.eviction.YoungBudget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups, step by step. */
class BackupTest implements BackupListener {
    private static final long FILE = 64 << 10;
    private static final long FLOOR = 2 * FILE;
    private static final JournalSettings SETTINGS =
            new JournalSettings(FILE, 1 << 20, FLOOR, SyncMode.FSYNC, false, new YoungBudget(5 * FILE, 1_000));
    private static final int SLOW = 1;
    private static final int FAST = 2;
    private static final int MESSAGES = 100;
    private static final int MORE_CUTS = 20;

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final List<Backup> taken = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    @Override
    public void taken(Backup backup) {
        taken.add(backup);
    }

    @Override
    public void refused(String reason) {
        refused.add(reason);
    }

    @Override
    public void failed(String reason) {
        failed.add(reason);
    }

    /** Some messages that have left the journal, some that are in several of its files, and a file that can be recycled soon. */
    private SteppedJournal used() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        it.append(queue(SLOW, "slow"), queue(FAST, "fast")).settle();
        for (int seq = 1; seq <= 5; seq++) {
            it.append(enqueue(SLOW, seq, 100 * seq)).settle();
        }
        traffic(it, 1);
        assertThat(disk.list("cold")).hasSize(1);
        return it;
    }

    private static void traffic(SteppedJournal it, long from) {
        for (long seq = from; seq < from + MESSAGES; seq++) {
            it.append(enqueue(FAST, seq, 30_000)).settle();
            it.append(settle(FAST, seq - 6, seq - 6)).settle();
        }
    }

    private static void turn(SteppedJournal it) {
        while (it.journal.stepBackup() || it.journal.stepWriter()) {}
    }

    private void take(SteppedJournal it, String name) {
        it.journal.backups().start(name, this);
        turn(it);
        assertThat(failed).isEmpty();
        assertThat(refused).isEmpty();
        assertThat(taken).extracting(Backup::name).endsWith(name);
    }

    /** Turns until the writer has said of which files the backup consists. */
    private void beginUntilHeld(SteppedJournal it, String name) {
        it.journal.backups().start(name, this);
        while (!it.journal.isHeldForBackup()) {
            assertThat(it.journal.stepBackup() || it.journal.stepWriter()).isTrue();
        }
    }

    private SimulatedDisk folderOf(String name) {
        return disk.copyOf(BackupRoot.DIRECTORY + "/" + name, 3);
    }

    private static SteppedJournal startWith(SimulatedDisk folder) throws IOException {
        return new SteppedJournal(folder, SETTINGS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStartWithABackupGoesOnFromItsMoment(boolean linked) throws IOException {
        if (!linked) {
            disk.refuseLinks();
        }
        SteppedJournal it = used();
        beginUntilHeld(it, "one");
        it.append(enqueue(SLOW, 6, 10), settle(SLOW, 1, 1)).settle();
        turn(it);

        SimulatedDisk folder = folderOf("one");
        SteppedJournal again = startWith(folder);
        assertThat(again.messagesOf(SLOW)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(again.messagesOf(FAST)).containsExactly(95L, 96L, 97L, 98L, 99L, 100L);
        again.append(settle(SLOW, 1, 4), enqueue(FAST, 101, 20)).settle();
        traffic(again, 102);
        folder.restart();
        SteppedJournal later = startWith(folder);
        assertThat(later.messagesOf(SLOW)).containsExactly(5L);
        assertThat(later.messagesOf(FAST)).endsWith(200L, 201L);
        assertThat(later.vhost().queues.get((long) SLOW).messages.values()).doesNotContain("unreadable");
    }

    @Test
    void ofAJournalWithoutAnyFileThereIsABackup() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        take(it, "empty");
        SteppedJournal again = startWith(folderOf("empty"));
        again.append(queue(SLOW, "slow"), enqueue(SLOW, 1, 1)).settle();
        assertThat(again.announced).isNotEmpty();
    }

    @Test
    void whatABackupNeedsStaysUntilItIsTaken() throws IOException {
        SteppedJournal it = used();
        List<String> journal = journalFiles();
        List<String> cold = disk.list("cold");
        int released = it.journal.releasedFiles();
        beginUntilHeld(it, "one");
        traffic(it, 101);
        it.append(settle(SLOW, 1, 5)).settle().settle();
        assertThat(journalFiles()).containsAll(journal);
        assertThat(disk.list("cold")).containsAll(cold);
        turn(it);
        traffic(it, 201);
        it.settle();
        assertThat(it.journal.releasedFiles()).isGreaterThan(released);
        assertThat(journalFiles()).doesNotContainAnyElementsOf(journal);
        assertThat(disk.list("cold")).isEmpty();
        assertThat(startWith(folderOf("one")).messagesOf(SLOW)).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    private List<String> journalFiles() throws IOException {
        return disk.list("journal").stream()
                .filter(name -> name.startsWith("j-"))
                .toList();
    }

    @Test
    void coldFilesAreSharedAndTheJournalIsNotCopiedBeyondItsEnd() throws IOException {
        SteppedJournal it = used();
        long coldOctets = disk.content("cold/" + disk.list("cold").get(0)).length;
        long before = disk.used();
        take(it, "one");
        Backup backup = taken.get(0);
        assertThat(disk.used() - before).isBetween(backup.bytes() - coldOctets, backup.bytes() - coldOctets + 200);
        assertThat(backup.files()).isEqualTo(journalFiles().size() + 3);
        assertThat(backup.directory()).isEqualTo("simulated/backups/one");
        assertThat(it.journal.backups().list()).containsExactly(backup);
        assertThat(disk.list(BackupRoot.DIRECTORY + "/one"))
                .containsExactlyInAnyOrder(
                        "backup.json", "cold", "definitions-" + definitions(), "journal", "node.json");
    }

    private long definitions() throws IOException {
        return disk.list(BackupRoot.DIRECTORY + "/one").stream()
                .filter(name -> name.startsWith("definitions-"))
                .map(name -> Long.parseLong(name.substring("definitions-".length())))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aBackupHoldsWhatItSharesWhenItIsGoneElsewhere() throws IOException {
        SteppedJournal it = used();
        take(it, "one");
        it.append(settle(SLOW, 1, 5)).settle().settle();
        assertThat(disk.list("cold")).isEmpty();
        assertThat(startWith(folderOf("one")).messagesOf(SLOW)).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".x", "a/b", "ä", "a b", "../x"})
    void otherNamesAreRefused(String name) throws IOException {
        SteppedJournal it = used();
        it.journal.backups().start(name, this);
        turn(it);
        assertThat(refused).hasSize(1).first().asString().startsWith("a backup's name has 1 to 64 of");
        assertThat(it.journal.backups().list()).isEmpty();
    }

    @Test
    void aNameIsTakenOnceAndOneBackupAtATime() throws IOException {
        SteppedJournal it = used();
        take(it, "a".repeat(64));
        it.journal.backups().start("b", this);
        it.journal.backups().start("c", this);
        assertThat(refused).containsExactly("another backup is under way");
        turn(it);
        it.journal.backups().start("b", this);
        turn(it);
        assertThat(refused).hasSize(2).last().isEqualTo("there is a backup of that name: simulated/backups/b");
        it.journal.backups().start(this);
        turn(it);
        assertThat(taken).hasSize(3).last().extracting(Backup::name).asString().matches("\\d{8}-\\d{6}");
        assertThat(it.journal.backups().list()).containsExactlyInAnyOrderElementsOf(taken);
    }

    @Test
    void whatDoesNotFitIsRefusedAndTheJournalGoesOn() throws IOException {
        SteppedJournal it = used();
        disk.capacity(disk.used() + FLOOR + FILE);
        it.journal.backups().start("one", this);
        turn(it);
        assertThat(failed).hasSize(1).first().asString().startsWith("there is no room for it: octets=");
        assertNothingIsLeft(it);
        int announced = it.announced.size();
        traffic(it, 101);
        assertThat(it.announced).hasSizeGreaterThan(announced);
        assertThat(it.fatal).isEmpty();
    }

    @Test
    void aDiskThatFillsUpMeanwhileEndsTheBackupBeforeThePublishes() throws IOException {
        disk.refuseLinks();
        SteppedJournal it = used();
        beginUntilHeld(it, "one");
        it.journal.stepBackup();
        it.journal.stepBackup();
        it.journal.stepBackup();
        it.journal.stepBackup();
        disk.capacity(disk.used() + FLOOR - 1);
        turn(it);
        assertThat(failed).hasSize(1).first().asString().startsWith("the disk is nearly full: free=");
        assertNothingIsLeft(it);
    }

    /** The backup's thread is not turned, as if its disk did not answer. */
    @Test
    void aBackupThatHangsHoldsNoFilesBelowTheFloor() throws IOException {
        disk.refuseLinks();
        SteppedJournal it = used();
        int released = it.journal.releasedFiles();
        beginUntilHeld(it, "one");
        it.journal.stepBackup();
        it.append(settle(SLOW, 1, 5), settle(FAST, 95, 100)).settle();
        fillUp(it);
        it.append(queue(3, "a change that needs a file")).settle();
        assertThat(it.journal.isHeldForBackup()).isFalse();
        disk.capacity(Long.MAX_VALUE);
        it.nanos += TimeUnit.SECONDS.toNanos(2);
        traffic(it, 101);
        assertThat(it.journal.releasedFiles()).isGreaterThan(released);
        turn(it);
        assertThat(failed).containsExactly("the disk is nearly full: the journal needs the files that the backup held");
        assertNothingIsLeft(it);
        take(it, failed, "two");
    }

    private void take(SteppedJournal it, List<String> forget, String name) {
        forget.clear();
        take(it, name);
    }

    private void fillUp(SteppedJournal it) {
        disk.capacity(disk.used() + FLOOR - 1);
        it.nanos += TimeUnit.SECONDS.toNanos(2);
    }

    /** The writer is turned in the middle of a change of the backup's, and what it gives up is written over. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBackupIsWholeOrNoneWheneverItIsRevoked(boolean linked) throws IOException {
        if (!linked) {
            disk.refuseLinks();
        }
        SteppedJournal it = used();
        int changes = changesOf(it);
        int revoked = 0;
        for (int change = 1; change <= changes; change++) {
            failed.clear();
            taken.clear();
            revokeAt(it, change);
            it.journal.backups().start("b" + change, this);
            turn(it);
            disk.beforeChange(() -> {});
            assertThat(taken.size() + failed.size()).as("change %d", change).isEqualTo(1);
            if (taken.isEmpty()) {
                revoked++;
                assertThat(it.journal.backups().list()).extracting(Backup::name).doesNotContain("b" + change);
            } else {
                assertThat(startWith(folderOf("b" + change)).messagesOf(SLOW)).containsExactly(1L, 2L, 3L, 4L, 5L);
            }
        }
        assertThat(revoked).isBetween(changes / 4, changes - 1);
        assertThat(it.fatal).isEmpty();
    }

    /** The disk is nearly full for a moment. */
    private void revokeAt(SteppedJournal it, int change) {
        int[] left = {change};
        disk.beforeChange(() -> {
            left[0]--;
            if (left[0] == 0) {
                fillUp(it);
                it.journal.stepWriter();
                disk.capacity(Long.MAX_VALUE);
                it.nanos += TimeUnit.SECONDS.toNanos(2);
                it.journal.stepWriter();
            }
        });
    }

    private void assertNothingIsLeft(SteppedJournal it) throws IOException {
        assertThat(it.journal.isHeldForBackup()).isFalse();
        assertThat(disk.list(BackupRoot.DIRECTORY)).isEmpty();
        assertThat(it.journal.backups().list()).isEmpty();
    }

    @Test
    void aDiskThatFailsAtAnyChangeEndsTheBackupAlone() throws IOException {
        SteppedJournal it = used();
        int changes = changesOf(it);
        for (int change = 1; change <= changes; change++) {
            failed.clear();
            disk.failAfter(change, "Input/output error");
            it.journal.backups().start("b" + change, this);
            turn(it);
            assertThat(failed).as("change %d", change).hasSize(1);
            assertThat(failed.get(0)).contains("Input/output error");
            assertThat(it.journal.isHeldForBackup()).isFalse();
            assertThat(it.fatal).isEmpty();
        }
        failed.clear();
        take(it, "last");
        assertThat(startWith(folderOf("last")).messagesOf(SLOW)).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    /** How many there are from the first of a backup's to its last. */
    private int changesOf(SteppedJournal it) {
        take(it, "first"); // which makes the folder of all backups
        int before = disk.changes();
        take(it, "counted");
        return disk.changes() - before;
    }

    @Test
    void aPowerCutAtAnyChangeLeavesAWholeBackupOrNone() throws IOException {
        SteppedJournal it = used();
        int changes = changesOf(it);
        int whole = 0;
        for (int i = 1; i <= changes + MORE_CUTS; i++) {
            int change = i <= changes ? i : changes - i % 2; // the rename and its force: what happens is random
            String name = "b" + i;
            disk.cutPowerAfter(change);
            it.journal.backups().start(name, this);
            turn(it);
            assertThat(disk.isOff()).isTrue();
            disk.restart();
            it = new SteppedJournal(disk, SETTINGS);
            assertThat(it.messagesOf(SLOW)).containsExactly(1L, 2L, 3L, 4L, 5L);
            turn(it);
            List<String> listed =
                    it.journal.backups().list().stream().map(Backup::name).toList();
            assertThat(disk.list(BackupRoot.DIRECTORY)).containsExactlyInAnyOrderElementsOf(listed);
            if (listed.contains(name)) {
                SteppedJournal restored = startWith(folderOf(name));
                assertThat(restored.messagesOf(SLOW)).containsExactly(1L, 2L, 3L, 4L, 5L);
                assertThat(restored.messagesOf(FAST)).containsExactlyElementsOf(it.messagesOf(FAST));
                whole++;
            }
        }
        assertThat(whole).as("cuts after the last force that counts").isPositive();
        assertThat(startWith(folderOf("counted")).messagesOf(SLOW)).hasSize(5);
    }

    @Test
    void anOrderlyEndGivesUpTheBackupUnderWay() throws IOException {
        SteppedJournal it = used();
        beginUntilHeld(it, "one");
        it.journal.stepBackup();
        it.journal.stepBackup();
        assertThat(disk.list(BackupRoot.DIRECTORY)).hasSize(1);
        it.journal.close();
        assertThat(failed).containsExactly("the broker stops");
        assertThat(disk.list(BackupRoot.DIRECTORY)).isEmpty();
    }

    @Test
    void aDamagedDescriptionHidesNoOtherBackup() throws IOException {
        SteppedJournal it = used();
        take(it, "one");
        take(it, "two");
        disk.replace("backups/one/backup.json", new byte[] {'{'});
        assertThat(it.journal.backups().list()).extracting(Backup::name).containsExactly("two");
    }

    @Test
    void whoCanNotHearOfItEndsNothing() throws IOException {
        SteppedJournal it = used();
        it.journal.backups().start("one", new BackupListener() {
            @Override
            public void taken(Backup backup) {
                throw new IllegalStateException("for a test");
            }

            @Override
            public void refused(String reason) {}

            @Override
            public void failed(String reason) {
                BackupTest.this.failed(reason);
            }
        });
        turn(it);
        take(it, "two");
        assertThat(it.journal.backups().list()).extracting(Backup::name).containsExactlyInAnyOrder("one", "two");
        assertThat(it.fatal).isEmpty();
    }

    @Test
    void anUnfinishedBackupOfAnotherNodeIsLeftAlone() throws IOException {
        disk.replace("backups/.unfinished-another/journal/j-1.wal", new byte[10]);
        SteppedJournal it = used();
        take(it, "one");
        assertThat(disk.list(BackupRoot.DIRECTORY)).containsExactly(".unfinished-another", "one");
        assertThat(it.journal.backups().list()).hasSize(1);
    }

    @Test
    void messagesOfTheFirstFileAreFoundAlsoWhenItIsOlderThanTheDefinitions() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        it.append(queue(SLOW, "slow"), enqueue(SLOW, 1, 10)).settle();
        take(it, "one");
        assertThat(startWith(folderOf("one")).messagesOf(SLOW)).containsExactly(1L);
        LongStream.rangeClosed(2, 4)
                .forEach(seq -> it.append(enqueue(SLOW, seq, 10)).settle());
        take(it, "two");
        assertThat(startWith(folderOf("two")).messagesOf(SLOW)).containsExactly(1L, 2L, 3L, 4L);
    }
}
