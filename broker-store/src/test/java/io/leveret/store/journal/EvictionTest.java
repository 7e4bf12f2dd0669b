package io.leveret.store.journal;

import static io.leveret.store.journal.Records.enqueue;
import static io.leveret.store.journal.Records.message;
import static io.leveret.store.journal.Records.queue;
import static io.leveret.store.journal.Records.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.Message;
import io.leveret.store.disk.CorruptStoreException;
import io.leveret.store.disk.DataDirectoryException;
import io.leveret.store.disk.SimulatedDisk;
import io.leveret.store.eviction.YoungBudget;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EvictionTest {
    private static final long FILE = 64 << 10;
    private static final YoungBudget FIVE_FILES = new YoungBudget(5 * FILE, 1_000);
    private static final JournalSettings SETTINGS =
            new JournalSettings(FILE, 1 << 20, SyncMode.FSYNC, false, FIVE_FILES);
    private static final int SLOW = 1;
    private static final int FAST = 2;

    private final SimulatedDisk disk = new SimulatedDisk(1);

    @Test
    void whatASlowQueueHoldsLeavesTheJournalSoThatItsFilesAreUsedAgain() throws IOException {
        SteppedJournal it = withTraffic(new SteppedJournal(disk, SETTINGS));
        assertThat(it.journal.releasedFiles()).isGreaterThan(10);
        assertThat(disk.list("journal")).hasSizeLessThan(9);
        assertThat(disk.list("cold")).hasSize(1);
        assertReadable(it, SLOW, 1, 5);
    }

    @Test
    void whatLiesInAColdFileIsThereAfterARestart() throws IOException {
        withTraffic(new SteppedJournal(disk, SETTINGS)).journal.close();
        SteppedJournal again = reopened();
        assertThat(again.recovered.inRuns).isEqualTo(5);
        assertThat(again.messagesOf(SLOW)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertReadable(again, SLOW, 1, 5);
    }

    @Test
    void whatIsSettledInAColdFileDoesNotComeBack() throws IOException {
        SteppedJournal it = withTraffic(new SteppedJournal(disk, SETTINGS));
        it.append(settle(SLOW, 2, 3)).settle();
        it.journal.close();
        assertThat(reopened().messagesOf(SLOW)).containsExactly(1L, 4L, 5L);
    }

    @Test
    void aColdFileGoesWhenNothingInItIsLiveAndThatIsSynced() throws IOException {
        SteppedJournal it = withTraffic(new SteppedJournal(disk, SETTINGS));
        it.append(settle(SLOW, 1, 5)).write();
        it.journal.stepEvictor();
        assertThat(disk.list("cold")).hasSize(1);
        it.settle().settle();
        assertThat(disk.list("cold")).isEmpty();
    }

    @Test
    void aDeletedQueueTakesItsColdFilesAlong() throws IOException {
        SteppedJournal it = withTraffic(new SteppedJournal(disk, SETTINGS));
        it.append(new JournalRecord.QueueDeleted(SLOW)).settle().settle();
        assertThat(disk.list("cold")).isEmpty();
    }

    @Test
    void aBodyThatManyQueuesHoldIsInAColdFileOnce() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        long[] ids = LongStream.rangeClosed(10, 59).toArray();
        for (long id : ids) {
            it.append(queue(id, "q" + id));
        }
        Message large = message(20_000);
        it.append(new JournalRecord.Enqueue(
                large, ids, LongStream.generate(() -> 1).limit(ids.length).toArray()));
        withTraffic(it);
        assertThat(coldOctets()).isLessThan(50_000);
        it.journal.close();
        SteppedJournal again = reopened();
        for (long id : ids) {
            assertReadable(again, id, 1, 1);
        }
    }

    @Test
    void coldFilesThatAreMostlyDeadAreRewritten() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        it.append(queue(SLOW, "slow"), queue(FAST, "fast"));
        for (int seq = 1; seq <= 40; seq++) {
            it.append(enqueue(SLOW, seq, 3_000)).settle();
        }
        traffic(it, 1, 80);
        long before = coldOctets();
        it.append(settle(SLOW, 1, 19), settle(SLOW, 21, 39)).settle();
        traffic(it, 81, 90);
        assertThat(before).isGreaterThan(100_000);
        assertThat(coldOctets()).isLessThan(before / 2);
        it.journal.close();
        SteppedJournal again = reopened();
        assertThat(again.messagesOf(SLOW)).containsExactly(20L, 40L);
        assertThat(disk.list("journal")).hasSizeLessThan(9);
    }

    @Test
    void aColdFileOfShortMessagesIsNotRewrittenForNothing() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        for (int id = 10; id < 1_010; id++) {
            it.append(queue(id, "q" + id), enqueue(id, 1, 20)).settle();
        }
        withTraffic(it);
        assertThat(coldOctets()).isGreaterThan(100_000);
        int turns = 0;
        while (turns < 1_000 && (it.journal.stepWriter() || it.journal.stepSyncer() || it.journal.stepEvictor())) {
            turns++;
        }
        assertThat(turns).as("turns until there is nothing to do").isLessThan(1_000);
    }

    @Test
    void theNewestFileAloneStopsNoPublisher() throws IOException {
        YoungBudget few = new YoungBudget(5 * FILE, 50);
        SteppedJournal it = new SteppedJournal(disk, new JournalSettings(FILE, 1 << 20, SyncMode.FSYNC, false, few));
        it.append(queue(SLOW, "slow"));
        for (int seq = 1; seq <= 300; seq++) {
            it.append(enqueue(SLOW, seq, 1));
        }
        it.settle();
        assertThat(it.port.takesPublishes()).isTrue();
    }

    @Test
    void onlyWhatADamagedColdFileHeldIsGivenUp() throws IOException {
        SteppedJournal it = withTraffic(new SteppedJournal(disk, SETTINGS));
        for (int seq = 6; seq <= 50; seq++) {
            it.append(enqueue(SLOW, seq, 100));
        }
        it.settle().journal.close();
        String name = "cold/" + disk.list("cold").get(0);
        disk.replace(name, new byte[disk.content(name).length]);
        disk.kill();
        JournalSettings truncate = new JournalSettings(FILE, 1 << 20, SyncMode.FSYNC, true, FIVE_FILES);
        assertThat(new SteppedJournal(disk, truncate).messagesOf(SLOW)).hasSize(45);
        assertThat(reopened().messagesOf(SLOW)).hasSize(45);
    }

    @Test
    void aMessageKeepsTheMomentThatTheJournalHasForIt() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        it.append(queue(SLOW, "slow"), queue(FAST, "fast"));
        Message waiting = message(100).waitingUntil(5_000, 77_000);
        it.append(new JournalRecord.Enqueue(waiting, new long[] {SLOW}, new long[] {1}), enqueue(SLOW, 2, 100));
        assertThat(load(it, SLOW, 1).deadlineMillis()).isEqualTo(77_000);
        traffic(it, 1, 80);
        assertThat(disk.list("cold")).isNotEmpty();
        assertThat(load(it, SLOW, 1).deadlineMillis()).isEqualTo(77_000);
        assertThat(load(it, SLOW, 2).deadlineMillis()).isEqualTo(Message.NO_DEADLINE);
        it.journal.close();
        assertThat(load(reopened(), SLOW, 1).deadlineMillis()).isEqualTo(77_000);
    }

    @Test
    void publishersWaitWhileTheEvictorIsFarBehind() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        it.append(queue(SLOW, "slow"));
        for (int seq = 1; seq <= 40; seq++) {
            it.append(enqueue(SLOW, seq, 30_000));
            while (it.journal.stepWriter() || it.journal.stepSyncer()) {}
        }
        assertThat(it.port.takesPublishes()).isFalse();
        assertThat(it.port.hasRoom()).isTrue();
        it.settle();
        assertThat(it.port.takesPublishes()).isTrue();
        assertThat(it.roomAgain).isEqualTo(1);
    }

    @Test
    void aRoundThatFailsIsTriedAgainLaterAndNothingIsLost() throws IOException {
        int turns = 0;
        SteppedJournal twin = withOneMessage(new SimulatedDisk(1));
        while (!twin.journal.stepEvictor()) {
            turn(twin, ++turns);
        }
        SteppedJournal it = withOneMessage(disk);
        for (int seq = 1; seq <= turns; seq++) {
            turn(it, seq);
        }
        disk.failAfter(1, "No space left on device");
        assertThat(it.journal.stepEvictor()).isTrue();
        assertThat(it.fatal).isEmpty();
        it.settle();
        assertThat(disk.list("cold")).as("what the failed round has left").isEmpty();
        traffic(it, turns + 1, turns + 20);
        assertThat(disk.list("cold")).isEmpty();
        it.nanos += 11_000_000_000L;
        traffic(it, turns + 21, turns + 60);
        assertThat(disk.list("cold")).hasSize(1);
        assertReadable(it, SLOW, 1, 1);
    }

    @Test
    void aDamagedColdFileIsRefusedByNameAndGivenUpIfTheOperatorSaysSo() throws IOException {
        withTraffic(new SteppedJournal(disk, SETTINGS)).journal.close();
        String name = "cold/" + disk.list("cold").get(0);
        byte[] content = disk.content(name);
        content[content.length - 100] ^= 1; // in the directory
        disk.replace(name, content);
        assertThatThrownBy(() -> new SteppedJournal(disk.copy(3), SETTINGS))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("expected the directory");
        JournalSettings truncate = new JournalSettings(FILE, 1 << 20, SyncMode.FSYNC, true, FIVE_FILES);
        disk.kill();
        new SteppedJournal(disk, truncate).journal.close();
        assertThat(reopened().messagesOf(SLOW)).isEmpty();
    }

    @Test
    void aMissingColdFileIsRefused() throws IOException {
        withTraffic(new SteppedJournal(disk, SETTINGS)).journal.close();
        disk.delete("cold/" + disk.list("cold").get(0));
        assertThatThrownBy(this::reopened).isInstanceOf(CorruptStoreException.class);
    }

    @Test
    void aColdFileOfANewerVersionIsRefused() throws IOException {
        withTraffic(new SteppedJournal(disk, SETTINGS)).journal.close();
        String name = "cold/" + disk.list("cold").get(0);
        byte[] content = disk.content(name);
        content[content.length - 61] = '2'; // the last octet of the trailer's magic number
        disk.replace(name, content);
        assertThatThrownBy(this::reopened)
                .isInstanceOf(DataDirectoryException.class)
                .hasMessage(name + " has version 2, this version of Leveret knows version 1: run the newer Leveret that"
                        + " wrote it, or start with another folder");
    }

    @Test
    void aColdFileOfANewerVersionIsRefusedAlsoIfTheJournalStillHasItsMessages() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        it.append(queue(SLOW, "slow"), queue(FAST, "fast"), enqueue(SLOW, 1, 100));
        for (int seq = 1; disk.list("cold").isEmpty(); seq++) {
            turn(it, seq);
            it.journal.stepEvictor();
        }
        while (it.journal.stepEvictor() || it.journal.stepWriter() || it.journal.stepSyncer()) {}
        String name = "cold/" + disk.list("cold").get(0);
        byte[] content = disk.content(name);
        content[content.length - 61] = '2';
        disk.replace(name, content);
        assertThatThrownBy(this::reopened).isInstanceOf(DataDirectoryException.class);
        assertThat(disk.content(name)).isEqualTo(content);
    }

    @Test
    void aMessageThatIsDamagedInAColdFileIsSetAsideAloneAndNoWrongOneComes() throws IOException {
        SteppedJournal it = withTraffic(new SteppedJournal(disk, SETTINGS));
        String name = "cold/" + disk.list("cold").get(0);
        byte[] content = disk.content(name);
        content[64 + 24 + 20] ^= 1; // in the first message
        disk.replace(name, content);
        List<Message> messages = RecoveredState.load(it.journal, SLOW, new long[] {1, 2, 3, 4, 5});
        assertThat(messages.get(0)).isNull();
        assertThat(messages.subList(1, 5)).doesNotContainNull();
    }

    private static SteppedJournal withOneMessage(SimulatedDisk on) throws IOException {
        SteppedJournal it = new SteppedJournal(on, SETTINGS);
        return it.append(queue(SLOW, "slow"), queue(FAST, "fast"), enqueue(SLOW, 1, 100))
                .settle();
    }

    private SteppedJournal reopened() throws IOException {
        disk.kill();
        return new SteppedJournal(disk, SETTINGS);
    }

    /** Five messages stay in one queue while another has forty files of traffic. */
    private static SteppedJournal withTraffic(SteppedJournal it) {
        it.append(queue(SLOW, "slow"), queue(FAST, "fast"));
        for (int seq = 1; seq <= 5; seq++) {
            it.append(enqueue(SLOW, seq, 100 * seq));
        }
        traffic(it, 1, 80);
        return it;
    }

    private static void traffic(SteppedJournal it, int from, int to) {
        for (int seq = from; seq <= to; seq++) {
            turn(it, seq);
            it.settle();
        }
    }

    private static void turn(SteppedJournal it, int seq) {
        it.append(enqueue(FAST, seq, 30_000));
        while (it.journal.stepWriter() || it.journal.stepSyncer() || it.journal.stepRecycler()) {}
        it.append(settle(FAST, seq, seq));
        while (it.journal.stepWriter() || it.journal.stepSyncer() || it.journal.stepRecycler()) {}
    }

    private static Message load(SteppedJournal it, long queueId, long seq) {
        it.settle();
        return RecoveredState.load(it.journal, queueId, new long[] {seq}).get(0);
    }

    private static void assertReadable(SteppedJournal it, long queueId, int from, int to) {
        long[] seqs = LongStream.rangeClosed(from, to).toArray();
        assertThat(RecoveredState.load(it.journal, queueId, seqs))
                .hasSize(seqs.length)
                .doesNotContainNull();
    }

    private long coldOctets() throws IOException {
        long octets = 0;
        for (String name : disk.list("cold")) {
            octets += disk.content("cold/" + name).length;
        }
        return octets;
    }
}
