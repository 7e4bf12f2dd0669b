package io.leveret.store.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.journal.DurableListener;
import io.leveret.core.journal.Journal;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.Replay;
import io.leveret.core.journal.StoredMessage;
import io.leveret.core.journal.StoredRun;
import io.leveret.core.message.Body;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import io.leveret.store.disk.DataDirectory;
import io.leveret.store.disk.SimulatedDisk;
import io.leveret.store.eviction.YoungBudget;
import io.leveret.store.journal.FileJournal;
import io.leveret.store.journal.JournalSettings;
import io.leveret.store.journal.SyncMode;
import io.leveret.store.journal.TurnedJournal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A data directory as a node left it: five messages in a cold file, seven in files of the journal, definitions, traffic of others. Owner: the test's thread. */
final class UsedStore {
    static final long SLOW = 1;
    static final long FAST = 2;

    private static final int WRITER = 0;
    private static final long FILE = 64 << 10;
    private static final JournalSettings SETTINGS =
            new JournalSettings(FILE, 1 << 20, SyncMode.FSYNC, false, new YoungBudget(5 * FILE, 1_000));

    final SimulatedDisk disk = new SimulatedDisk(1);
    private final TurnedJournal journal;
    private final Journal port;

    /** What is said of a folder. Owner: the test's thread. */
    static final class Found implements Findings {
        final List<String> faults = new ArrayList<>();
        final List<String> notes = new ArrayList<>();

        @Override
        public void fault(String what) {
            faults.add(what);
        }

        @Override
        public void note(String what) {
            notes.add(what);
        }
    }

    private static final class Forgetting implements Replay {
        @Override
        public void enqueued(StoredMessage message, long[] queueIds, long[] seqs) {}

        @Override
        public void stored(StoredRun run) {}

        @Override
        public void replay(JournalRecord record) {}
    }

    private static final List<String> FOLDERS = List.of("", "journal/", "cold/", "paged/");

    private UsedStore() throws IOException {
        journal = TurnedJournal.recover(disk, SETTINGS, new Forgetting(), UsedStore::failed, () -> 0);
        port = journal.open(new DurableListener() {
            @Override
            public void durable(long position) {}

            @Override
            public void roomAgain() {}
        });
    }

    private static void failed(String message, Throwable cause) {
        throw new AssertionError(message, cause);
    }

    /** The node was killed. */
    static UsedStore killed() throws IOException {
        UsedStore store = new UsedStore();
        store.work();
        store.disk.kill();
        return store;
    }

    /** The node was stopped. */
    static UsedStore stopped() throws IOException {
        UsedStore store = killed();
        FileJournal.recover(DataDirectory.open(store.disk, () -> 42), SETTINGS, new Forgetting(), UsedStore::failed)
                .close();
        store.disk.kill();
        return store;
    }

    /** The node was killed when two more messages, each in a batch of its own, were written and not synced. */
    static UsedStore killedBeforeASync() throws IOException {
        UsedStore store = new UsedStore();
        store.work();
        for (int seq = 88; seq <= 89; seq++) {
            store.port.append(enqueue(FAST, seq, 1_000));
            store.port.flush();
            assertThat(store.journal.turn(WRITER)).isTrue();
        }
        store.disk.kill();
        return store;
    }

    private void work() throws IOException {
        append(queue(SLOW, "slow"), queue(FAST, "fast"));
        for (int seq = 1; seq <= 5; seq++) {
            append(enqueue(SLOW, seq, 100 * seq));
        }
        for (int seq = 1; seq <= 80; seq++) {
            append(enqueue(FAST, seq, 30_000));
            append(new JournalRecord.Settle(FAST, seq, seq));
        }
        for (int seq = 81; seq <= 86; seq++) {
            append(enqueue(FAST, seq, 30_000));
        }
        append(enqueue(FAST, 87, 1_000));
        append(new JournalRecord.Settle(SLOW, 2, 2));
        assertThat(disk.list("cold")).hasSize(1);
    }

    /** Until all of it is done. */
    private void append(JournalRecord... records) {
        for (JournalRecord record : records) {
            port.append(record);
        }
        port.requestSync();
        port.flush();
        for (boolean busy = true; busy; ) {
            busy = false;
            for (int worker = 0; worker < journal.workers(); worker++) {
                busy |= journal.turn(worker);
            }
        }
    }

    static JournalRecord queue(long id, String name) {
        return new JournalRecord.QueueDeclared("/", id, name, false, FieldTable.EMPTY);
    }

    static JournalRecord enqueue(long queueId, long seq, int size) {
        byte[] body = new byte[size];
        Arrays.fill(body, (byte) seq);
        Message message = new Message("exchange", "key." + seq, Properties.none(), Body.of(body), 1_000 + seq);
        return new JournalRecord.Enqueue(message, new long[] {queueId}, new long[] {seq});
    }

    /** The folder without changes, which a check throws. */
    DataDirectory looked() throws IOException {
        disk.kill();
        return DataDirectory.open(new UnchangedDisk(disk, octets -> {}), () -> 42);
    }

    /** The octets of all files. */
    Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (String folder : FOLDERS) {
            for (String name : disk.list(folder.replace("/", ""))) {
                if (!FOLDERS.contains(name + "/")) {
                    contents.put(folder + name, Arrays.hashCode(disk.content(folder + name)) + "");
                }
            }
        }
        return contents;
    }

    void flip(String name, long offset) {
        byte[] content = disk.content(name);
        content[(int) offset] ^= 1;
        disk.replace(name, content);
    }

    String coldFile() throws IOException {
        return "cold/" + disk.list("cold").get(0);
    }

    /** The journal's batches. */
    List<Batch> batches() throws IOException {
        List<Batch> batches = new ArrayList<>();
        List<Long> files = StoreFolder.journalFiles(disk, 1);
        new JournalWalk(disk, 42, (batch, walk) -> batches.add(batch), new FaultList(new Found())).walk(files, 0);
        return batches;
    }

    /** The first batch of a file that is not the last, with a body of this many octets at least. */
    Batch batchWithBody(int octets) throws IOException {
        List<Batch> batches = batches();
        long last = batches.get(batches.size() - 1).fileSeq();
        return batches.stream()
                .filter(batch -> batch.fileSeq() < last && batch.header().totalLength() > octets)
                .findFirst()
                .orElseThrow();
    }
}
