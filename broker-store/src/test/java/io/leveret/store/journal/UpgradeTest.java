package io.leveret.store.journal;

import static io.leveret.store.journal.Records.enqueue;
import static io.leveret.store.journal.Records.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.journal.JournalRecord.SettingPut;
import io.leveret.core.journal.JournalRecord.SettingRemoved;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.message.FieldTable;
import io.leveret.store.disk.CorruptStoreException;
import io.leveret.store.disk.DataDirectoryException;
import io.leveret.store.disk.SimulatedDisk;
import io.leveret.store.ledger.Snapshot;
import io.leveret.store.ledger.SnapshotFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** What older versions left is taken, what a newer one wrote is refused by its name and stays as it is. */
class UpgradeTest {
    private static final String JOURNAL = "journal/j-1.wal";
    private static final int BATCH = 4096;

    private final SimulatedDisk disk = new SimulatedDisk(1);

    /** Two batches, the second not known to be synced: if its header were garbage, a start would cut it. */
    private void journal() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        it.append(queue(1, "q")).settle();
        it.append(enqueue(1, 1, 10)).write();
        disk.kill();
    }

    @Test
    void aFolderOfFormat1IsTakenAndHasFormat2AfterTheStart() throws IOException {
        journal();
        format("1");
        SteppedJournal it = SteppedJournal.on(disk);
        assertThat(it.messagesOf(1)).containsExactly(1L);
        assertThat(node()).contains("\"format\":2");
        it.append(enqueue(1, 2, 10)).settle();
        disk.restart();
        assertThat(SteppedJournal.on(disk).messagesOf(1)).containsExactly(1L, 2L);
    }

    @Test
    void aStartThatIsRefusedLeavesTheFormatAsItWas() throws IOException {
        journal();
        format("1");
        byte[] content = disk.content(JOURNAL);
        content[10] ^= 1;
        disk.replace(JOURNAL, content);
        assertThatThrownBy(() -> SteppedJournal.on(disk)).isInstanceOf(CorruptStoreException.class);
        assertThat(node()).contains("\"format\":1");
    }

    @Test
    void aPowerCutAtAnyMomentOfTheFirstStartLosesNothing() throws IOException {
        journal();
        format("1");
        boolean cut = true;
        for (int calls = 1; cut; calls++) {
            SimulatedDisk copy = disk.copy(calls);
            copy.cutPowerAfter(calls);
            cut = false;
            try {
                SteppedJournal.on(copy);
            } catch (IOException e) {
                cut = true;
            }
            copy.restart();
            assertThat(SteppedJournal.on(copy).messagesOf(1))
                    .as("cut at change %d", calls)
                    .containsExactly(1L);
            assertThat(new String(copy.content("node.json"), StandardCharsets.US_ASCII))
                    .contains("\"format\":2");
        }
    }

    @Test
    void aBatchOfANewerVersionIsRefusedByNameAndNotCutOffAsATornTail() throws IOException {
        journal();
        byte[] content = disk.content(JOURNAL);
        assertThat(new String(content, BATCH, 4, StandardCharsets.US_ASCII)).isEqualTo("LVJ1");
        content[BATCH + 3] = '2';
        disk.replace(JOURNAL, content);
        assertThatThrownBy(() -> SteppedJournal.on(disk))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessage("journal/j-1.wal has a batch of version 2 at offset 4096, this version of Leveret knows"
                        + " version 1: run the newer Leveret that wrote it, or start with another folder");
        assertThat(disk.content(JOURNAL)).isEqualTo(content);
    }

    @Test
    void aNewerBatchIsNotGivenUpByRecoverTruncate() throws IOException {
        journal();
        byte[] content = disk.content(JOURNAL);
        content[3] = '2';
        disk.replace(JOURNAL, content);
        JournalSettings truncate =
                new JournalSettings(64 << 10, 1 << 16, SyncMode.FSYNC, true, JournalSettings.DEFAULT.young());
        assertThatThrownBy(() -> new SteppedJournal(disk, truncate)).isInstanceOf(DataDirectoryException.class);
        assertThat(disk.content(JOURNAL)).isEqualTo(content);
    }

    @Test
    void whatOnlyLooksLikeANewerBatchIsATornTail() throws IOException {
        journal();
        byte[] content = disk.content(JOURNAL);
        content[BATCH + 3] = '2';
        content[BATCH + 20] ^= 1; // the checksum does not fit
        disk.replace(JOURNAL, content);
        assertThat(SteppedJournal.on(disk).messagesOf(1)).isEmpty();
    }

    @Test
    void aRecordThatThisVersionDoesNotKnowIsRefusedByName() throws IOException {
        journal();
        byte[] content = disk.content(JOURNAL);
        content[BATCH + 64] = 99; // the type of the second batch's first record
        ByteBuffer batch = ByteBuffer.wrap(content, BATCH, BATCH).slice().order(ByteOrder.LITTLE_ENDIAN);
        batch.putInt(56, crc(batch, 64, batch.getInt(44)));
        batch.putInt(4, crc(batch, 8, 56));
        disk.replace(JOURNAL, content);
        assertThatThrownBy(() -> SteppedJournal.on(disk))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessage("journal/j-1.wal has a record of type 99, which this version of Leveret does not know:"
                        + " run the newer Leveret that wrote it, or start with another folder");
    }

    @Test
    void aDefinitionsFileOfVersion1IsRead() throws IOException {
        new SnapshotFiles(disk).write(snapshot());
        definitionsVersion("1");
        assertThat(new SnapshotFiles(disk).newest().covers()).isEqualTo(5);
    }

    @Test
    void aDefinitionsFileOfANewerVersionIsRefusedByName() throws IOException {
        new SnapshotFiles(disk).write(snapshot());
        definitionsVersion("3");
        assertThatThrownBy(() -> new SnapshotFiles(disk).newest())
                .isInstanceOf(DataDirectoryException.class)
                .hasMessage("definitions-7 has version 3, this version of Leveret knows versions up to 2: run the newer"
                        + " Leveret that wrote it, or start with another folder");
    }

    @Test
    void parametersThatEarlierVersionsKeptInAVirtualHostAreDropped() throws IOException {
        SettingPut kept = new SettingPut(SettingKind.GLOBAL_PARAMETER, "", "g", FieldTable.EMPTY);
        SettingPut before = new SettingPut(SettingKind.PARAMETER, "/", "4:toolbefore", FieldTable.EMPTY);
        SettingPut after = new SettingPut(SettingKind.PARAMETER, "/", "4:toolafter", FieldTable.EMPTY);
        new SnapshotFiles(disk).write(snapshot(before, kept));
        assertThat(new SnapshotFiles(disk).newest().settings()).containsExactly(before, kept);
        SteppedJournal it = SteppedJournal.on(disk);
        it.append(after, queue(1, "q"), new SettingRemoved(SettingKind.PARAMETER, "/", before.name()))
                .settle();

        disk.restart();
        SteppedJournal again = SteppedJournal.on(disk);
        assertThat(again.vhost().queues).containsOnlyKeys(1L);
        assertThat(again.vhost().settings).isEmpty();
        assertThat(again.recovered.vhost("").settings).containsOnlyKeys("GLOBAL_PARAMETER g");
    }

    private static Snapshot snapshot(SettingPut... settings) {
        Snapshot none = Snapshot.NONE;
        return new Snapshot(
                7, 5, 6, 9, 0, List.of(settings), none.exchanges(), none.queues(), none.bindings(), none.cold());
    }

    private void definitionsVersion(String version) {
        byte[] content = disk.content("definitions-7");
        String start = "leveret definitions ";
        assertThat(new String(content, StandardCharsets.US_ASCII)).startsWith(start + "2 ");
        content[start.length()] = (byte) version.charAt(0);
        disk.replace("definitions-7", content);
    }

    private void format(String format) {
        String replaced = node().replace("\"format\":2", "\"format\":" + format);
        disk.replace("node.json", replaced.getBytes(StandardCharsets.US_ASCII));
    }

    private String node() {
        return new String(disk.content("node.json"), StandardCharsets.US_ASCII);
    }

    private static int crc(ByteBuffer buffer, int from, int length) {
        byte[] octets =
                Arrays.copyOfRange(buffer.array(), buffer.arrayOffset() + from, buffer.arrayOffset() + from + length);
        CRC32C crc = new CRC32C();
        crc.update(octets);
        return (int) crc.getValue();
    }
}
