package io.leveret.store.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.store.batch.BatchHeader;
import io.leveret.store.cold.ColdDirectory;
import io.leveret.store.cold.ColdReader;
import io.leveret.store.cold.ColdSection;
import io.leveret.store.disk.DiskFile;
import io.leveret.store.inspection.UsedStore.Found;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each kind of checksum is broken once and found by its file and offset. */
class VerificationTest {
    private static final long STAMP = 42;

    private final Found found = new Found();

    private Verification.Summary verify(UsedStore store) throws IOException {
        Map<String, String> before = store.contents();
        Verification.Summary summary = new Verification(store.looked(), found).run();
        assertThat(store.contents()).isEqualTo(before);
        assertThat(summary.faults()).isEqualTo(found.faults.size());
        return summary;
    }

    @Test
    void aWholeFolderHasNoFaultAndTheMessagesOfItsQueuesAreCounted() throws IOException {
        for (UsedStore store : List.of(UsedStore.killed(), UsedStore.stopped())) {
            Verification.Summary summary = verify(store);
            assertThat(found.faults).isEmpty();
            assertThat(found.notes).isEmpty();
            assertThat(summary.queues())
                    .containsExactly(new QueueCount("/", "fast", 7, 181_000), new QueueCount("/", "slow", 4, 1_300));
            assertThat(summary.journalFiles()).isGreaterThan(1);
            assertThat(summary.batches()).isGreaterThan(2);
            assertThat(summary.records()).isGreaterThanOrEqualTo(summary.batches() - 1);
            assertThat(summary.messages()).isPositive();
            assertThat(summary.coldFiles()).isEqualTo(1);
            assertThat(summary.sections()).isEqualTo(1);
            assertThat(summary.coldMessages()).isEqualTo(5);
        }
    }

    @Test
    void theHeaderOfABatchIsChecked() throws IOException {
        UsedStore store = UsedStore.killed();
        Batch batch = store.batchWithBody(30_000);
        store.flip(batch.fileName(), batch.offset() + 30);
        Verification.Summary summary = verify(store);
        assertThat(found.faults).containsExactly(expected(batch, batch.offset(), "batch " + batch.number()));
        assertThat(summary.queues()).as("what could be saved").isNotNull();
    }

    @Test
    void theMetaSectionOfABatchIsChecked() throws IOException {
        UsedStore store = UsedStore.killed();
        Batch batch = store.batchWithBody(30_000);
        store.flip(batch.fileName(), batch.offset() + BatchHeader.SIZE + 5);
        verify(store);
        assertThat(found.faults)
                .containsExactly(expected(
                        batch, batch.offset() + BatchHeader.SIZE, "the meta section of batch " + batch.number()));
    }

    @Test
    void everyMessageOfTheJournalIsChecked() throws IOException {
        UsedStore store = UsedStore.killed();
        Batch batch = store.batchWithBody(30_000);
        store.flip(batch.fileName(), batch.offset() + 20_000);
        verify(store);
        assertThat(found.faults)
                .containsExactly(expected(
                        batch,
                        batch.offset() + batch.header().bodiesStart(),
                        "the entry of a message of batch " + batch.number()));
    }

    @Test
    void aMessageOfTheLastFileIsCheckedAlsoIfTheJournalWasClosedInOrder() throws IOException {
        UsedStore store = UsedStore.stopped();
        List<Batch> batches = store.batches();
        Batch closing = batches.get(batches.size() - 1);
        Batch batch = batches.stream()
                .filter(any -> any.fileSeq() == closing.fileSeq()
                        && any.header().totalLength() > any.header().bodiesStart() + 1_000)
                .findFirst()
                .orElseThrow();
        store.flip(batch.fileName(), batch.offset() + batch.header().bodiesStart() + 50);
        verify(store);
        assertThat(found.faults).hasSize(1);
        assertThat(found.faults.get(0)).startsWith(batch.fileName()).contains("the entry of a message");
    }

    @Test
    void aTornTailIsToldAndIsNoFault() throws IOException {
        UsedStore store = UsedStore.killed();
        List<Batch> batches = store.batches();
        Batch last = batches.get(batches.size() - 1);
        store.flip(last.fileName(), last.offset() + BatchHeader.SIZE + 2);
        verify(store);
        assertThat(found.faults).isEmpty();
        assertThat(found.notes)
                .containsExactly(last.fileName() + " at offset " + (last.offset() + BatchHeader.SIZE)
                        + ": a torn tail that was never synced; a start cuts it off");
    }

    @Test
    void whatLiesBehindATornBatchIsCutOffWithIt() throws IOException {
        UsedStore store = UsedStore.killedBeforeASync();
        List<Batch> batches = store.batches();
        Batch torn = batches.get(batches.size() - 2);
        store.flip(torn.fileName(), torn.offset() + 20);
        Verification.Summary summary = verify(store);
        assertThat(found.faults).isEmpty();
        assertThat(found.notes)
                .containsExactly(torn.fileName() + " at offset " + torn.offset()
                        + ": a torn tail that was never synced; a start cuts it off");
        assertThat(summary.queues()).contains(new QueueCount("/", "fast", 7, 181_000));
    }

    @Test
    void theDefinitionsAreChecked() throws IOException {
        UsedStore store = UsedStore.killed();
        String name = definitions(store);
        store.flip(name, 100);
        Verification.Summary summary = verify(store);
        assertThat(found.faults).containsExactly(name + " at offset 0: expected definitions with their checksum");
        assertThat(summary.queues()).isNull();
        assertThat(summary.batches()).isGreaterThan(2);
        assertThat(summary.coldMessages()).isEqualTo(5);
    }

    @Test
    void aMissingJournalFileIsNamed() throws IOException {
        UsedStore store = UsedStore.killed();
        List<Long> files = StoreFolder.journalFiles(store.disk, 1);
        store.disk.delete("journal/j-" + files.get(1) + ".wal");
        Verification.Summary summary = verify(store);
        assertThat(found.faults)
                .containsExactly(
                        "journal/j-" + files.get(1) + ".wal at offset 0: expected a journal file, and there is none");
        assertThat(summary.queues()).isNull();
    }

    @Test
    void aFileThatWasCutShortIsAFault() throws IOException {
        UsedStore store = UsedStore.killed();
        Batch batch = store.batchWithBody(30_000);
        store.disk.replace(
                batch.fileName(), Arrays.copyOf(store.disk.content(batch.fileName()), (int) batch.offset() + 8192));
        verify(store);
        assertThat(found.faults.get(0)).startsWith(batch.fileName() + " at offset ");
    }

    @Test
    void theHeaderOfAColdFileIsChecked() throws IOException {
        UsedStore store = UsedStore.killed();
        store.flip(store.coldFile(), 20);
        verify(store);
        assertThat(found.faults).containsExactly(store.coldFile() + " at offset 0: expected the header of a cold file");
    }

    @Test
    void theTrailerOfAColdFileIsChecked() throws IOException {
        UsedStore store = UsedStore.killed();
        int trailer = store.disk.content(store.coldFile()).length - 64;
        store.flip(store.coldFile(), trailer + 20);
        Verification.Summary summary = verify(store);
        assertThat(found.faults)
                .containsExactly(store.coldFile() + " at offset " + trailer + ": expected the header of a cold file");
        assertThat(summary.queues()).as("what could be saved").contains(new QueueCount("/", "slow", 0, 0));
    }

    @Test
    void theDirectoryOfAColdFileIsChecked() throws IOException {
        UsedStore store = UsedStore.killed();
        int directory = store.disk.content(store.coldFile()).length - 64 - 72;
        store.flip(store.coldFile(), directory + 3);
        verify(store);
        assertThat(found.faults)
                .containsExactly(store.coldFile() + " at offset " + directory + ": expected the directory");
    }

    @Test
    void theIndexOfASectionIsChecked() throws IOException {
        UsedStore store = UsedStore.killed();
        ColdSection.Index index = section(store).index();
        store.flip(store.coldFile(), index.offset() + 1);
        verify(store);
        assertThat(found.faults)
                .containsExactly(store.coldFile() + " at offset " + index.offset() + ": expected the index of queue 1");
    }

    @Test
    void everyMessageOfAColdFileIsChecked() throws IOException {
        UsedStore store = UsedStore.killed();
        store.flip(store.coldFile(), 64 + 50);
        verify(store);
        assertThat(found.faults).containsExactly(store.coldFile() + " at offset 64: expected the entry of a message");
    }

    @Test
    void aMissingColdFileIsNamed() throws IOException {
        UsedStore store = UsedStore.killed();
        String name = store.coldFile();
        store.disk.delete(name);
        verify(store);
        assertThat(found.faults).containsExactly(name + " at offset 0: expected a cold file with messages of queue 1");
    }

    @Test
    void aNewerBatchIsNamedAndTheOtherFilesAreChecked() throws IOException {
        UsedStore store = UsedStore.killed();
        Batch batch = store.batchWithBody(30_000);
        byte[] content = store.disk.content(batch.fileName());
        content[(int) batch.offset() + 3] = '2';
        store.disk.replace(batch.fileName(), content);
        store.flip(store.coldFile(), 64 + 50);
        verify(store);
        assertThat(found.faults).hasSize(2);
        assertThat(found.faults.get(0)).startsWith(batch.fileName() + " has a batch of version 2");
        assertThat(found.faults.get(1)).startsWith(store.coldFile());
    }

    @Test
    void allFaultsAreTold() throws IOException {
        UsedStore store = UsedStore.killed();
        List<Batch> batches = store.batches();
        Batch first = batches.get(0);
        Batch second = batches.get(2);
        store.flip(first.fileName(), first.offset() + BatchHeader.SIZE);
        store.flip(second.fileName(), second.offset());
        store.flip(store.coldFile(), 64 + 50);
        store.flip(store.coldFile(), 20);
        verify(store);
        assertThat(found.faults)
                .containsExactlyInAnyOrder(
                        expected(first, first.offset() + 64, "the meta section of batch " + first.number()),
                        expected(second, second.offset(), "batch " + second.number()),
                        store.coldFile() + " at offset 0: expected the header of a cold file",
                        store.coldFile() + " at offset 64: expected the entry of a message");
    }

    @Test
    void aFolderOfFormat1IsCheckedAndStaysOne() throws IOException {
        UsedStore store = UsedStore.killed();
        String node = new String(store.disk.content("node.json"), java.nio.charset.StandardCharsets.US_ASCII);
        byte[] older =
                node.replace("\"format\":2", "\"format\":1").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        store.disk.replace("node.json", older);
        verify(store);
        assertThat(found.faults).isEmpty();
    }

    private static String expected(Batch batch, long offset, String what) {
        return batch.fileName() + " at offset " + offset + ": expected " + what;
    }

    private static String definitions(UsedStore store) throws IOException {
        return store.disk.list("").stream()
                .filter(name -> name.startsWith("definitions-"))
                .findFirst()
                .orElseThrow();
    }

    private static ColdSection section(UsedStore store) throws IOException {
        byte[] content = store.disk.content(store.coldFile());
        long number = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong(content.length - 64 + 16);
        try (DiskFile file = store.disk.open(store.coldFile())) {
            ColdDirectory directory = ColdReader.directory(file, number, STAMP);
            return directory.sections().get(0);
        }
    }
}
