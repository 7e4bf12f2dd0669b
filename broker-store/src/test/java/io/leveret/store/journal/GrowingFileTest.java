package io.leveret.store.journal;

import static io.leveret.store.journal.Records.enqueue;
import static io.leveret.store.journal.Records.queue;
import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.store.disk.SimulatedDisk;
import io.leveret.store.ledger.JournalFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowingFileTest {
    private static final JournalSettings LARGE_FILES =
            new JournalSettings(4 << 20, 1 << 20, SyncMode.FSYNC, false, JournalSettings.DEFAULT.young());

    private final SimulatedDisk disk = new SimulatedDisk(1);

    @Test
    void aFileThatGrowsIsShortAndDoesNotGrowAgain() throws IOException {
        SteppedJournal it = new SteppedJournal(disk, LARGE_FILES);
        it.append(queue(1, "q")).write();
        for (int seq = 1; seq <= 12; seq++) {
            it.append(enqueue(1, seq, 100_000)).write();
            it.journal.stepSyncer();
            it.write();
        }
        assertThat(sizes()).as("no spare was made").hasSize(2).allMatch(size -> size <= 1 << 20);

        disk.kill();
        SteppedJournal again = new SteppedJournal(disk, LARGE_FILES);
        again.settle();
        again.append(enqueue(1, 13, 100_000)).settle();
        assertThat(sizes()).hasSize(3).last().isEqualTo(LARGE_FILES.fileSize());
        assertThat(again.messagesOf(1)).hasSize(12);
    }

    private List<Long> sizes() throws IOException {
        List<Long> sizes = new ArrayList<>();
        for (String name : disk.list(JournalFile.DIRECTORY)) {
            if (name.startsWith("j-")) {
                sizes.add(disk.open(JournalFile.DIRECTORY + "/" + name).size());
            }
        }
        return sizes;
    }
}
