package io.leveret.store.journal;

import static io.leveret.store.journal.Records.enqueue;
import static io.leveret.store.journal.Records.queue;
import static io.leveret.store.journal.Records.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.message.FieldTable;
import io.leveret.store.disk.CorruptStoreException;
import io.leveret.store.disk.DataDirectoryException;
import io.leveret.store.disk.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A spoiled journal gives a prefix of its history or a clear refusal, and never a wrong message. */
class CorruptionTest {
    private static final String FIRST = "journal/j-1.wal";
    private static final String SECOND = "journal/j-2.wal";

    private final SimulatedDisk disk = new SimulatedDisk(3);
    private final List<ModelState> history = new ArrayList<>();

    /** Six batches in two files; the records of each are noted as a step of history. */
    private void smallJournal() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        history.add(new ModelState());
        step(it, queue(1, "q"));
        step(
                it,
                new JournalRecord.SettingPut(SettingKind.POLICY, "/", "p", FieldTable.EMPTY),
                new JournalRecord.SettingPut(SettingKind.PERMISSION, "/", "u", FieldTable.EMPTY),
                new JournalRecord.ExchangeDeclared("/", "e", "fanout", false, false, FieldTable.EMPTY),
                new JournalRecord.Bound("/", "e", false, "q", "", FieldTable.EMPTY));
        step(it, enqueue(1, 1, 300), enqueue(1, 2, 0));
        step(it, enqueue(1, 3, 55_000));
        step(it, settle(1, 2, 2), new JournalRecord.Requeue(1, 1, 2), new JournalRecord.Delivered(1, 1));
        step(it, enqueue(1, 4, 5), new JournalRecord.SettingRemoved(SettingKind.POLICY, "/", "p"));
        assertThat(disk.exists(SECOND)).isTrue();
        assertThat(disk.exists("journal/j-3.wal")).isFalse();
        disk.kill();
        // as they would be if the journal had used half of the second file only
        disk.replace(SECOND, Arrays.copyOf(disk.content(SECOND), 32_768));
    }

    private void step(SteppedJournal it, JournalRecord... records) {
        it.append(records).write();
        while (it.journal.stepSyncer() || it.journal.stepWriter()) {}
        ModelState next = history.get(history.size() - 1).copy();
        Arrays.stream(records).forEach(next::apply);
        history.add(next);
    }

    @Test
    void anyFlippedByteGivesAPrefixOrARefusal() throws IOException {
        smallJournal();
        int refused = 0;
        for (String name : List.of(FIRST, SECOND)) {
            byte[] content = disk.content(name);
            for (int at = 0; at < content.length; at += isFiller(content[at], at) ? 61 : 1) {
                SimulatedDisk spoiled = disk.copy(at);
                byte[] flipped = content.clone();
                flipped[at] ^= (byte) (1 << at % 8);
                spoiled.replace(name, flipped);
                refused += prefixOrRefusal(spoiled, name + " flipped at " + at);
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    /** Padding and the large body, each of one value: every 61st octet of them will do. */
    private static boolean isFiller(byte octet, int at) {
        return at % 4096 > 400 && (octet == 0 || octet == (byte) 55_000);
    }

    @Test
    void anyLengthGivesAPrefixOrARefusal() throws IOException {
        smallJournal();
        for (String name : List.of(FIRST, SECOND)) {
            byte[] content = disk.content(name);
            for (int length = 0; length < content.length; length += length % 4096 < 400 ? 1 : 97) {
                SimulatedDisk spoiled = disk.copy(length);
                spoiled.replace(name, Arrays.copyOf(content, length));
                prefixOrRefusal(spoiled, name + " cut to " + length);
            }
        }
    }

    private int prefixOrRefusal(SimulatedDisk spoiled, String what) throws IOException {
        try {
            SteppedJournal it = SteppedJournal.on(spoiled);
            ModelState found = it.vhost();
            // a body whose checksum fails in a file that is not the last is set aside when it is read
            found.queues.values().forEach(queue -> queue.messages.values().removeIf("unreadable"::equals));
            assertThat(history.stream().anyMatch(state -> equalBut(state, found)))
                    .as("%s: %s", what, found)
                    .isTrue();
            it.journal.close();
            return 0;
        } catch (CorruptStoreException refused) {
            assertThat(refused).hasMessageContaining("is corrupt at offset").hasMessageContaining("expected batch");
            return 1;
        } catch (DataDirectoryException newer) {
            assertThat(newer).as(what).hasMessageContaining("has a batch of version"); // the digit of a magic number
            return 1;
        }
    }

    /** Equal, or lacking only messages that were set aside. */
    private static boolean equalBut(ModelState state, ModelState found) {
        ModelState copy = state.copy();
        copy.queues.forEach((id, queue) -> {
            if (found.queues.containsKey(id)) {
                queue.messages.keySet().retainAll(found.queues.get(id).messages.keySet());
            }
        });
        return copy.equals(found);
    }

    @Test
    void theMiddleIsRefusedWithFileOffsetAndWhatWasExpected() throws IOException {
        smallJournal();
        spoil(FIRST, 8192 + 10);
        assertThatThrownBy(() -> SteppedJournal.on(disk))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessage("journal/j-1.wal is corrupt at offset 8192: expected batch 3;"
                        + " --recover-truncate goes on without what is lost");
    }

    @Test
    void recoverTruncateGoesOnWithoutWhatLiesBehind() throws IOException {
        smallJournal();
        spoil(FIRST, 8192 + 10);
        JournalSettings truncate =
                new JournalSettings(64 << 10, 1 << 16, SyncMode.FSYNC, true, JournalSettings.DEFAULT.young());
        SteppedJournal it = new SteppedJournal(disk, truncate);
        assertThat(it.vhost()).isEqualTo(history.get(2));
        it.append(queue(7, "later"), enqueue(7, 1, 10)).settle();
        disk.restart();
        SteppedJournal again = SteppedJournal.on(disk);
        assertThat(again.vhost().queues).containsOnlyKeys(1L, 7L);
        assertThat(again.messagesOf(7)).containsExactly(1L);
        assertThat(again.vhost().bindings).hasSize(1);
    }

    @Test
    void recoverTruncateWorksAtTheVeryBeginning() throws IOException {
        smallJournal();
        spoil(FIRST, 10);
        SteppedJournal it = new SteppedJournal(
                disk, new JournalSettings(64 << 10, 1 << 16, SyncMode.FSYNC, true, JournalSettings.DEFAULT.young()));
        assertThat(it.vhost()).isEqualTo(history.get(0));
        it.append(queue(7, "later")).settle();
        disk.restart();
        assertThat(SteppedJournal.on(disk).vhost().queues).containsOnlyKeys(7L);
    }

    @Test
    void whatIsWrittenAfterATruncationAndASecondStartIsNotTakenForCovered() throws IOException {
        smallJournal();
        spoil(FIRST, 8192 + 10);
        SteppedJournal truncated = new SteppedJournal(
                disk, new JournalSettings(64 << 10, 1 << 16, SyncMode.FSYNC, true, JournalSettings.DEFAULT.young()));
        assertThat(truncated.vhost()).isEqualTo(history.get(2));
        disk.restart();
        SteppedJournal.on(disk).append(queue(7, "later")).settle();
        disk.restart();
        assertThat(SteppedJournal.on(disk).vhost().queues).containsOnlyKeys(1L, 7L);
    }

    @Test
    void aMissingFileIsRefused() throws IOException {
        smallJournal();
        disk.delete(FIRST);
        assertThatThrownBy(() -> SteppedJournal.on(disk))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("journal/j-1.wal is missing");
    }

    @Test
    void aDamagedDefinitionsFileIsRefusedWhenItIsNeeded() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        it.append(queue(1, "q")).settle();
        for (int seq = 1; seq < 10; seq++) {
            it.append(enqueue(1, seq, 40_000)).settle();
            it.append(settle(1, seq, seq)).settle();
        }
        disk.restart();
        String newest = disk.list("").stream()
                .filter(name -> name.startsWith("definitions-"))
                .findFirst()
                .orElseThrow();
        byte[] content = disk.content(newest);
        for (int at = 0; at < content.length; at++) {
            SimulatedDisk spoiled = disk.copy(at);
            byte[] flipped = content.clone();
            flipped[at] ^= 1;
            spoiled.replace(newest, flipped);
            assertThatThrownBy(() -> SteppedJournal.on(spoiled))
                    .as("flipped at %d", at)
                    .isInstanceOf(DataDirectoryException.class);
        }
    }

    private void spoil(String name, int at) {
        byte[] content = disk.content(name);
        content[at] ^= 1;
        disk.replace(name, content);
    }
}
