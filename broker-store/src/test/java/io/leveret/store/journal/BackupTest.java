package io.leveret.store.journal;

import static io.leveret.store.journal.Records.enqueue;
import static io.leveret.store.journal.Records.queue;
import static io.leveret.store.journal.Records.settle;
import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.store.backup.Backup;
import io.leveret.store.backup.BackupListener;
import io.leveret.store.backup.BackupRoot;
import io.leveret.store.disk.SimulatedDisk;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups, step by step. */
class BackupTest extends BackupScene {
    private static final int MORE_CUTS = 20;

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
