package io.leveret.store.journal;

import static io.leveret.store.journal.Records.enqueue;
import static io.leveret.store.journal.Records.message;
import static io.leveret.store.journal.Records.queue;
import static io.leveret.store.journal.Records.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.leveret.core.journal.Journal;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.store.disk.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FileJournalTest {
    private final SimulatedDisk disk = new SimulatedDisk(1);

    @Test
    void nothingIsAnnouncedBeforeItIsForced() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        it.append(queue(1, "q"), enqueue(1, 1, 100)).write();
        assertThat(it.announced).isEmpty();
        it.settle();
        assertThat(it.announced).containsExactly(2L);
    }

    @Test
    void oneForceCoversAllThatWasWritten() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        for (int i = 1; i <= 10; i++) {
            it.append(queue(i, "q" + i)).write();
        }
        it.settle();
        assertThat(it.announced).containsExactly(10L);
        assertThat(it.journal.counters().batches()).isEqualTo(10);
        assertThat(it.journal.counters().syncs()).isEqualTo(1);
    }

    @Test
    void whatNobodyWaitsForIsForcedWithin200Millis() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        it.port.append(queue(1, "q"));
        it.port.flush();
        it.settle();
        assertThat(it.announced).isEmpty();
        it.nanos += TimeUnit.MILLISECONDS.toNanos(200);
        it.settle();
        assertThat(it.announced).containsExactly(1L);
    }

    @Test
    void aMessageSettledBeforeItIsWrittenIsNeverWritten() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        it.append(queue(1, "q")).settle();
        it.append(enqueue(1, 1, 100), enqueue(1, 2, 100), settle(1, 1, 1), settle(1, 2, 2))
                .settle();
        assertThat(it.journal.counters().records()).isEqualTo(1);
        assertThat(it.announced).containsExactly(1L, 5L);
    }

    @Test
    void onlyTheSettledTargetIsDropped() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        Message message = message(50);
        it.append(
                queue(1, "a"),
                queue(2, "b"),
                new JournalRecord.Enqueue(message, new long[] {1, 2}, new long[] {1, 1}),
                settle(1, 1, 1));
        it.settle().journal.close();
        assertThat(message.location()).isNotZero();
        SteppedJournal again = reopened();
        assertThat(again.messagesOf(1)).isEmpty();
        assertThat(again.messagesOf(2)).containsExactly(1L);
    }

    @Test
    void aSettleInAUnitIsNotDroppedAlone() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        it.port.append(queue(1, "q"));
        it.port.append(enqueue(1, 1, 100));
        it.port.beginUnit();
        it.port.append(settle(1, 1, 1));
        it.port.append(enqueue(1, 2, 100));
        it.port.endUnit();
        it.append().settle();
        assertThat(it.journal.counters().records()).isEqualTo(4);
        assertThat(reopenedAfterPowerCut().messagesOf(1)).containsExactly(2L);
    }

    @Test
    void neighbouringSettlesBecomeOne() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        it.append(queue(1, "q"), enqueue(1, 1, 9), enqueue(1, 2, 9), enqueue(1, 3, 9))
                .settle();
        it.append(settle(1, 1, 1), settle(1, 2, 2), enqueue(1, 4, 9), settle(1, 3, 3))
                .settle();
        assertThat(it.journal.counters().records()).isEqualTo(4 + 2);
        assertThat(reopenedAfterPowerCut().messagesOf(1)).containsExactly(4L);
    }

    @Test
    void anOpenUnitIsNotHandedOver() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        it.append(queue(1, "q"));
        it.port.beginUnit();
        it.append(enqueue(1, 1, 10)).settle();
        assertThat(it.announced).containsExactly(1L);
        it.port.append(enqueue(1, 2, 10));
        it.port.endUnit();
        it.append().settle();
        assertThat(it.announced).containsExactly(1L, 3L);
    }

    @Test
    void aUnitLargerThanAFileGetsAFileOfItsOwn() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        it.append(queue(1, "q"), enqueue(1, 1, 3_000_000), enqueue(1, 2, 10)).settle();
        it.append(enqueue(1, 3, 10)).settle();
        assertThat(reopenedAfterPowerCut().vhost().queues.get(1L).messages)
                .containsEntry(1L, ModelState.content(message(3_000_000)))
                .hasSize(3);
    }

    @Test
    void thereIsRoomAgainWhenLessThanHalfWaits() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        assertThat(it.port.takesPublishes()).isTrue();
        it.append(queue(1, "q"), enqueue(1, 1, 70_000));
        assertThat(it.port.hasRoom()).isFalse();
        assertThat(it.port.takesPublishes()).isFalse();
        assertThat(it.roomAgain).isZero();
        it.settle();
        assertThat(it.roomAgain).isEqualTo(1);
        assertThat(it.port.hasRoom()).isTrue();
    }

    @Test
    void sequenceNumbersAndQueueIdsAreKnownAfterTheirRecordsAreRecycled() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        it.append(
                queue(1, "q"),
                queue(2, "gone"),
                enqueue(1, 1, 10),
                enqueue(1, 2, 10),
                new JournalRecord.Delivered(1, 2),
                new JournalRecord.QueueDeleted(2));
        it.settle().append(settle(1, 1, 2)).settle();
        it.append(enqueue(1, 3, 10)).settle();
        fill(it, 4, 40);
        it.append(settle(1, 3, 39)).settle();
        fill(it, 41, 60);
        assertThat(it.journal.releasedFiles()).isGreaterThan(3);
        it.append(settle(1, 40, 59)).settle();
        SteppedJournal again = reopenedAfterPowerCut();
        assertThat(disk.exists("journal/j-1.wal")).isFalse();
        assertThat(again.recovered.highest).containsEntry(1L, 59L);
        assertThat(again.vhost().queues.get(1L).delivered).isEqualTo(2);
        assertThat(again.journal.highestQueueId()).isEqualTo(2);
        assertThat(again.recovered.highestDeletedQueueId).isEqualTo(2);
        assertThat(again.vhost().queues).hasSize(1);
    }

    @Test
    void deliveryCountsOfLiveMessagesSurviveRecycling() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        JournalRecord exchange = new JournalRecord.ExchangeDeclared("/", "e", "topic", true, true, FieldTable.EMPTY);
        FieldTable value = FieldTable.builder().put("pattern", "^q").build();
        JournalRecord policy = new JournalRecord.SettingPut(SettingKind.POLICY, "/", "p", value);
        it.append(policy, exchange, queue(1, "q"), queue(2, "other")).settle();
        it.append(new JournalRecord.Bound("/", "e", false, "q", "k.#", FieldTable.EMPTY))
                .settle();
        fill(it, 1, 20);
        it.append(enqueue(2, 1, 10)).settle();
        it.append(new JournalRecord.Requeue(2, 1, 3)).settle();
        it.append(settle(1, 1, 19)).settle();
        fill(it, 21, 50);
        SteppedJournal again = reopenedAfterPowerCut();
        assertThat(disk.exists("journal/j-1.wal")).isFalse();
        assertThat(again.vhost().queues.get(2L).requeued).containsEntry(1L, 3);
        assertThat(again.vhost().settings).containsExactly(entry("POLICY p", value.toString()));
        assertThat(again.vhost().exchanges).containsExactly("e");
        assertThat(again.vhost().bindings).containsExactly("e->queue q|k.#");
    }

    @Test
    void aFailingForceEndsTheJournalAndAnnouncesNothing() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        it.append(queue(1, "q")).settle();
        it.append(enqueue(1, 1, 10));
        disk.failAfter(2, "Input/output error"); // the write, then the force
        it.write().settle();
        assertThat(it.announced).containsExactly(1L);
        assertThat(it.fatal).singleElement().asString().contains("journal-syncer failed", "Input/output error");
        it.append(enqueue(1, 2, 10)).settle();
        assertThat(it.announced).containsExactly(1L);
        assertThat(it.fatal).hasSize(1);
    }

    @Test
    void aFailingWriteEndsTheJournal() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        it.append(queue(1, "q")).settle();
        disk.failAfter(1, "No space left on device");
        it.append(enqueue(1, 1, 10)).settle();
        assertThat(it.fatal).singleElement().asString().contains("journal-writer failed", "No space left");
        assertThat(it.announced).containsExactly(1L);
    }

    @Test
    void modesThatDoNotWaitAnnounceWhatIsWritten() throws IOException {
        for (SyncMode mode : new SyncMode[] {SyncMode.INTERVAL, SyncMode.OS}) {
            SimulatedDisk fresh = new SimulatedDisk(2);
            SteppedJournal it = new SteppedJournal(
                    fresh, new JournalSettings(64 << 10, 1 << 16, mode, false, JournalSettings.DEFAULT.young()));
            it.append(queue(1, "q")).settle();
            assertThat(it.announced).containsExactly(1L);
            assertThat(it.journal.counters().syncs()).isZero();
            it.nanos += TimeUnit.MILLISECONDS.toNanos(200);
            it.settle();
            assertThat(it.journal.counters().syncs()).isEqualTo(mode == SyncMode.INTERVAL ? 1 : 0);
        }
    }

    @Test
    void aMessageIsEnqueuedByOneRecordOnly() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        JournalRecord enqueue = enqueue(1, 1, 10);
        it.append(queue(1, "q"), enqueue).settle();
        assertThatThrownBy(() -> it.port.append(enqueue)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aMessageThatCannotBeReadIsNull() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        Message one = message(100);
        Message two = message(200);
        it.append(queue(1, "q"), of(one, 1), of(two, 2)).settle();
        byte[] content = disk.content("journal/j-1.wal");
        int at = indexOf(content, (byte) 100, 90);
        content[at] ^= 1;
        disk.replace("journal/j-1.wal", content);
        List<Message> loaded = new ArrayList<>();
        it.journal.messages().load(1, new long[] {1, 2, 3}, loaded::addAll);
        for (int turn = 0; turn < 2; turn++) { // what is not found is looked for once more
            it.journal.stepWriter();
            it.journal.stepReader();
        }
        assertThat(loaded).hasSize(3);
        assertThat(loaded.get(0)).isNull();
        assertThat(ModelState.content(loaded.get(1))).isEqualTo(ModelState.content(two));
        assertThat(loaded.get(1).location()).isEqualTo(two.location());
        assertThat(loaded.get(2)).isNull();
    }

    @Test
    void whatIsWrittenAfterAReadIsReadToo() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        it.settle(); // makes a zero-filled spare, so that the file does not grow
        List<Message> loaded = new ArrayList<>();
        it.append(queue(1, "q")).settle();
        for (int seq = 1; seq <= 5; seq++) {
            Message message = message(100 * seq);
            it.append(of(message, seq)).settle();
            it.journal.messages().load(1, new long[] {seq}, loaded::addAll);
            it.journal.stepWriter();
            it.journal.stepReader();
        }
        assertThat(loaded).hasSize(5).doesNotContainNull();
    }

    private static JournalRecord of(Message message, long seq) {
        return new JournalRecord.Enqueue(message, new long[] {1}, new long[] {seq});
    }

    private static int indexOf(byte[] content, byte octet, int times) {
        for (int i = 0, found = 0; i < content.length; i++) {
            found = content[i] == octet ? found + 1 : 0;
            if (found == times) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }

    /** Messages of about half a file. */
    private static void fill(SteppedJournal it, int from, int to) {
        for (int seq = from; seq < to; seq++) {
            it.append(enqueue(1, seq, 30_000)).settle();
        }
    }

    @Test
    void aVirtualHostGoesWithAllThatIsInItAndLeavesRoom() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        it.append(
                new JournalRecord.SettingPut(SettingKind.VHOST, "", "/", FieldTable.EMPTY),
                new JournalRecord.SettingPut(SettingKind.PERMISSION, "/", "u", FieldTable.EMPTY),
                new JournalRecord.SettingPut(SettingKind.USER, "", "u", FieldTable.EMPTY),
                new JournalRecord.ExchangeDeclared("/", "e", "topic", false, false, FieldTable.EMPTY),
                queue(1, "q"),
                new JournalRecord.Bound("/", "e", false, "q", "k", FieldTable.EMPTY),
                new JournalRecord.QueueDeclared("other", 2, "o", false, FieldTable.EMPTY));
        fill(it, 1, 20);
        it.append(new JournalRecord.SettingRemoved(SettingKind.VHOST, "", "/")).settle();
        SteppedJournal again = reopenedAfterPowerCut();
        assertThat(again.vhost()).isEqualTo(new ModelState());
        assertThat(again.recovered.vhost("").settings).containsOnlyKeys("USER u");
        assertThat(again.recovered.vhost("other").queues).containsOnlyKeys(2L);
        assertThat(again.journal.highestQueueId()).isEqualTo(2);
        again.append(new JournalRecord.QueueDeclared("/", 3, "q", false, FieldTable.EMPTY))
                .settle();
        assertThat(reopenedAfterPowerCut().vhost().bindings).isEmpty();
    }

    @Test
    void aReleasedPortIsForgottenAndTheOthersGoOn() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        Journal other = it.journal.open(it);
        other.append(queue(7, "kept"));
        other.flush();
        other.release(); // what was handed over before still counts
        it.append(queue(1, "q")).settle();
        other.append(queue(8, "late"));
        other.flush();
        it.append(queue(2, "r")).settle();
        assertThat(it.fatal).isEmpty();
        assertThat(reopenedAfterPowerCut().vhost().queues).containsOnlyKeys(1L, 2L, 7L);
    }

    private SteppedJournal reopened() throws IOException {
        disk.kill();
        return SteppedJournal.on(disk);
    }

    private SteppedJournal reopenedAfterPowerCut() throws IOException {
        disk.restart();
        return SteppedJournal.on(disk);
    }

    @Test
    void whatFollowsAKillAtAnyChangeOutlivesAPowerCut() throws IOException {
        for (int change = 1; change <= 20; change++) {
            SimulatedDisk killed = new SimulatedDisk(change);
            killed.cutPowerAfter(change);
            try {
                SteppedJournal.on(killed).append(queue(1, "q")).settle();
            } catch (SimulatedDisk.PowerCut e) {
                // in the middle of the start
            }
            killed.kill();
            SteppedJournal it = SteppedJournal.on(killed);
            it.append(queue(2, "later")).settle();
            assertThat(it.announced).containsExactly(1L);
            killed.restartWithoutUnforced();
            assertThat(SteppedJournal.on(killed).vhost().queues)
                    .as("killed at change %d", change)
                    .containsKey(2L);
        }
    }
}
