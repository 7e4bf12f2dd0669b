package io.leveret.store.journal;

import static io.leveret.store.journal.Records.enqueue;
import static io.leveret.store.journal.Records.queue;
import static io.leveret.store.journal.Records.settle;
import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.journal.Durability;
import io.leveret.core.journal.JournalRecord;
import io.leveret.store.disk.SimulatedDisk;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Cores that wait for more or less than their node does. */
class DurabilityTest {
    private static SteppedJournal journal(SyncMode mode) throws IOException {
        SteppedJournal it = new SteppedJournal(
                new SimulatedDisk(1),
                new JournalSettings(64 << 10, 1 << 16, mode, false, JournalSettings.DEFAULT.young()));
        it.append(queue(1, "q")).settle();
        it.announced.clear();
        return it;
    }

    private static void append(SteppedJournal it, Durability asked, JournalRecord... records) {
        for (JournalRecord record : records) {
            it.port.append(record);
        }
        it.port.request(asked);
        it.port.flush();
    }

    @Test
    void whatIsWrittenIsAnnouncedAtOnceIfThatIsWaitedForAndIsNotForcedForIt() throws IOException {
        for (Durability asked : new Durability[] {Durability.OS, Durability.INTERVAL}) {
            SteppedJournal it = journal(SyncMode.FSYNC);
            long syncs = it.journal.counters().syncs();
            append(it, asked, enqueue(1, 1, 10));
            assertThat(it.written).isEmpty();
            it.write();
            assertThat(it.written).as("before the syncer does anything").containsExactly(2L);
            it.settle();
            assertThat(it.announced).isEmpty();
            assertThat(it.journal.counters().syncs()).isEqualTo(syncs);
            it.nanos += TimeUnit.MILLISECONDS.toNanos(200);
            it.settle();
            assertThat(it.announced).containsExactly(2L);
            assertThat(it.journal.counters().syncs()).isEqualTo(syncs + 1);
            assertThat(it.synced).isEmpty();
        }
    }

    @Test
    void nobodyHearsOfWhatIsWrittenWhoWaitsForTheDisk() throws IOException {
        SteppedJournal it = journal(SyncMode.FSYNC);
        it.append(enqueue(1, 1, 10)).settle();
        assertThat(it.written).isEmpty();
        assertThat(it.announced).containsExactly(2L);
    }

    @Test
    void bothAreAnnouncedIfBothAreWaitedFor() throws IOException {
        SteppedJournal it = journal(SyncMode.FSYNC);
        it.port.append(enqueue(1, 1, 10));
        it.port.request(Durability.FSYNC);
        append(it, Durability.OS, enqueue(1, 2, 10));
        it.write();
        assertThat(it.written).containsExactly(3L);
        assertThat(it.announced).isEmpty();
        it.settle();
        assertThat(it.announced).containsExactly(3L);
    }

    @Test
    void aSyncThatIsWaitedForComesAtOnceInModesThatDoNotWait() throws IOException {
        for (SyncMode mode : new SyncMode[] {SyncMode.INTERVAL, SyncMode.OS}) {
            SteppedJournal it = journal(mode);
            append(it, Durability.FSYNC, enqueue(1, 1, 10));
            it.write();
            assertThat(it.synced).isEmpty();
            it.settle();
            assertThat(it.announced).containsExactly(2L);
            assertThat(it.synced).containsExactly(2L);
            assertThat(it.journal.counters().syncs()).isEqualTo(1);
            it.append(enqueue(1, 2, 10)).settle();
            it.nanos += TimeUnit.MILLISECONDS.toNanos(200);
            it.settle();
            assertThat(it.announced).containsExactly(2L, 3L);
            assertThat(it.synced).as("nobody waits any more").containsExactly(2L);
            assertThat(it.journal.counters().syncs()).isEqualTo(mode == SyncMode.INTERVAL ? 2 : 1);
        }
    }

    @Test
    void anIntervalIsKeptInTheModeThatNeverForces() throws IOException {
        SteppedJournal it = journal(SyncMode.OS);
        append(it, Durability.INTERVAL, enqueue(1, 1, 10));
        it.settle();
        assertThat(it.announced).containsExactly(2L);
        assertThat(it.journal.counters().syncs()).isZero();
        it.nanos += TimeUnit.MILLISECONDS.toNanos(200);
        it.settle();
        assertThat(it.journal.counters().syncs()).isEqualTo(1);
        it.append(enqueue(1, 2, 10)).settle();
        it.nanos += TimeUnit.MILLISECONDS.toNanos(200);
        it.settle();
        assertThat(it.journal.counters().syncs()).as("nobody asks for it now").isEqualTo(1);
    }

    @Test
    void aPairThatIsDroppedIsAsGoodAsWrittenAndSynced() throws IOException {
        SteppedJournal it = journal(SyncMode.FSYNC);
        append(it, Durability.OS, enqueue(1, 1, 10), settle(1, 1, 1));
        it.write();
        assertThat(it.written).containsExactly(3L);
        SteppedJournal os = journal(SyncMode.OS);
        append(os, Durability.FSYNC, enqueue(1, 1, 10), settle(1, 1, 1));
        os.settle();
        assertThat(os.synced).containsExactly(3L);
    }
}
