package io.leveret.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.journal.DurableListener;
import io.leveret.core.journal.Journal;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.Message;
import io.leveret.store.disk.DataDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real threads on the real file system. */
class ThreadedJournalTest {
    private static final int MESSAGES = 40_000;
    private static final int KEPT = 100;
    private static final JournalSettings SETTINGS =
            new JournalSettings(1 << 20, 4 << 20, SyncMode.FSYNC, false, JournalSettings.DEFAULT.young());

    @TempDir
    private Path directory;

    @Test
    void manyCoresShareOneJournalAndFindEverythingAgain() throws Exception {
        List<Core> cores = new ArrayList<>();
        try (DataDirectory data = DataDirectory.open(directory)) {
            FileJournal journal = journal(data, new RecoveredState());
            for (int i = 1; i <= 3; i++) {
                cores.add(new Core(i, journal));
            }
            journal.start();
            cores.forEach(Core::start);
            for (Core core : cores) {
                core.join();
                assertThat(core.durable.get()).isEqualTo(core.port.lastPosition());
            }
            assertThat(journal.counters().syncs()).isLessThan(journal.counters().batches() + 1);
            readBack(journal, cores.get(0));
            journal.close();
        }
        try (DataDirectory data = DataDirectory.open(directory)) {
            RecoveredState found = new RecoveredState();
            FileJournal journal = journal(data, found);
            found.withBodies(journal);
            for (Core core : cores) {
                ModelState.ModelQueue queue = found.vhost("/").queues.get(core.queueId);
                assertThat(queue.messages).hasSize(KEPT);
                assertThat(queue.messages.lastKey()).isEqualTo(MESSAGES);
                assertThat(queue.messages.values()).doesNotContain("unreadable");
            }
            journal.close();
        }
    }

    private static FileJournal journal(DataDirectory data, RecoveredState into) throws IOException {
        return FileJournal.recover(data, SETTINGS, into, (message, cause) -> {
            throw new AssertionError(message, cause);
        });
    }

    private static void readBack(FileJournal journal, Core core) throws InterruptedException {
        List<Message> messages = new ArrayList<>();
        long[] seqs = LongStream.rangeClosed(MESSAGES - KEPT + 1, MESSAGES).toArray();
        while (messages.size() < seqs.length) {
            CountDownLatch loaded = new CountDownLatch(1);
            journal.messages().load(core.queueId, Arrays.copyOfRange(seqs, messages.size(), seqs.length), page -> {
                messages.addAll(page);
                loaded.countDown();
            });
            assertThat(loaded.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(messages)
                .extracting(ModelState::content)
                .isEqualTo(core.last.stream().map(ModelState::content).toList());
    }

    /** Publishes, settles all but the last {@link #KEPT}, and waits for the journal where it must. */
    private static final class Core extends Thread implements DurableListener {
        final AtomicLong durable = new AtomicLong();
        final long queueId;
        final Journal port;
        final List<Message> last = new ArrayList<>();

        Core(long queueId, FileJournal journal) {
            this.queueId = queueId;
            this.port = journal.open(this);
        }

        @Override
        public void run() {
            port.append(Records.queue(queueId, "q" + queueId));
            for (int seq = 1; seq <= MESSAGES; seq++) {
                Message message = Records.message(64 + seq % 500);
                port.append(new JournalRecord.Enqueue(message, new long[] {queueId}, new long[] {seq}));
                if (seq > MESSAGES - KEPT) {
                    last.add(message);
                }
                if (seq > KEPT) {
                    port.append(Records.settle(queueId, seq - KEPT, seq - KEPT));
                }
                if (seq % 50 == 0) {
                    port.requestSync();
                    port.flush();
                    await(!port.hasRoom() || seq % 5000 == 0 ? port.lastPosition() : 0);
                }
            }
            port.requestSync();
            port.flush();
            await(port.lastPosition());
        }

        private void await(long position) {
            while (durable.get() < position) {
                LockSupport.park(this);
            }
        }

        @Override
        public void durable(long position) {
            durable.set(position);
            LockSupport.unpark(this);
        }

        @Override
        public void roomAgain() {
            LockSupport.unpark(this);
        }
    }
}
