package io.leveret.store.journal;

import static io.leveret.store.journal.Records.enqueue;
import static io.leveret.store.journal.Records.message;
import static io.leveret.store.journal.Records.queue;
import static io.leveret.store.journal.Records.settle;
import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.Message;
import io.leveret.store.disk.CorruptStoreException;
import io.leveret.store.disk.DataDirectoryException;
import io.leveret.store.disk.SimulatedDisk;
import io.leveret.store.eviction.YoungBudget;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every octet of a cold file spoiled, and every length: a start refuses it, or each message is right or known to be unreadable. */
class ColdCorruptionTest {
    private static final int MESSAGES = 6;
    private static final JournalSettings SETTINGS =
            new JournalSettings(64 << 10, 1 << 20, SyncMode.FSYNC, false, new YoungBudget(320 << 10, 1_000));

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private String name;
    private List<String> contents;

    @BeforeEach
    void makeColdFile() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, SETTINGS);
        it.append(queue(1, "slow"), queue(2, "fast"));
        Message timed = message(90).waitingUntil(5_000, 77_000);
        it.append(new JournalRecord.Enqueue(timed, new long[] {1}, new long[] {1}));
        for (int seq = 2; seq <= MESSAGES; seq++) {
            it.append(enqueue(1, seq, 40 * seq));
        }
        for (int seq = 1; seq <= 40; seq++) {
            it.append(enqueue(2, seq, 30_000))
                    .settle()
                    .append(settle(2, seq, seq))
                    .settle();
        }
        contents = contents(it);
        it.journal.close();
        disk.kill();
        assertThat(disk.list("cold")).hasSize(1);
        name = "cold/" + disk.list("cold").get(0);
    }

    @Test
    void aSpoiledOctetIsRefusedOrSpoilsNoOtherMessage() throws IOException {
        byte[] whole = disk.content(name);
        int refused = 0;
        int unreadable = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] spoiled = whole.clone();
            spoiled[at] ^= (byte) (1 << at % 8);
            List<String> found = recovered(spoiled);
            if (found == null) {
                refused++;
            } else {
                unreadable += differences(found, at);
            }
        }
        assertThat(refused).as("refused").isGreaterThan(100);
        assertThat(unreadable).as("messages set aside").isGreaterThan(1_000);
    }

    @Test
    void aShorterFileIsRefused() throws IOException {
        byte[] whole = disk.content(name);
        for (int length = 0; length < whole.length; length++) {
            assertThat(recovered(Arrays.copyOf(whole, length)))
                    .as("length %d", length)
                    .isNull();
        }
    }

    /** Null if the start was refused. */
    private List<String> recovered(byte[] content) throws IOException {
        SimulatedDisk copy = disk.copy(7);
        copy.replace(name, content);
        try {
            return contents(new SteppedJournal(copy, SETTINGS));
        } catch (CorruptStoreException | DataDirectoryException e) {
            assertThat(e).hasMessageContaining(name);
            return null;
        }
    }

    private int differences(List<String> found, int at) {
        int differences = 0;
        for (int i = 0; i < MESSAGES; i++) {
            if (!found.get(i).equals(contents.get(i))) {
                assertThat(found.get(i))
                        .as("message %d with octet %d spoiled", i + 1, at)
                        .isEqualTo("unreadable");
                differences++;
            }
        }
        return differences;
    }

    private static List<String> contents(SteppedJournal it) {
        long[] seqs = LongStream.rangeClosed(1, MESSAGES).toArray();
        return RecoveredState.load(it.journal, 1, seqs).stream()
                .map(message ->
                        message == null ? "unreadable" : message.deadlineMillis() + " " + ModelState.content(message))
                .toList();
    }
}
