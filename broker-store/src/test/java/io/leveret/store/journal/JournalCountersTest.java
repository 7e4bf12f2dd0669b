package io.leveret.store.journal;

import static io.leveret.store.journal.Records.enqueue;
import static io.leveret.store.journal.Records.queue;
import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.store.disk.SimulatedDisk;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JournalCountersTest {
    private final SimulatedDisk disk = new SimulatedDisk(1);

    @Test
    void whatIsReadIsCounted() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        it.settle(); // makes a zero-filled spare, so that the file is long enough for any reading ahead
        it.append(queue(1, "q"), enqueue(1, 1, 5_000)).settle();
        assertThat(it.journal.counters().octetsRead()).isZero();
        assertThat(it.journal.counters().reads()).isZero();
        it.journal.messages().load(1, new long[] {1}, page -> {});
        it.journal.stepWriter();
        it.journal.stepReader();
        assertThat(it.journal.counters().octetsRead()).isBetween(5_000L, SteppedJournal.SETTINGS.fileSize());
        assertThat(it.journal.counters().reads()).isPositive();
    }

    @Test
    void syncsAreTimedWithNothingButTheForceItself() throws IOException {
        SteppedJournal it = SteppedJournal.on(disk);
        long[] millis = {3};
        it.append(queue(1, "q")).write();
        disk.beforeChange(() -> it.nanos += TimeUnit.MILLISECONDS.toNanos(millis[0]));
        it.journal.stepSyncer();
        disk.beforeChange(() -> {});
        it.append(queue(2, "r")).write();
        millis[0] = 40;
        disk.beforeChange(() -> it.nanos += TimeUnit.MILLISECONDS.toNanos(millis[0]));
        it.journal.stepSyncer();
        disk.beforeChange(() -> {});
        DurationHistogram times = it.journal.counters().syncTimes();
        assertThat(times.count()).isEqualTo(2);
        assertThat(times.maxNanos()).isEqualTo(40_000_000);
        assertThat(times.totalNanos()).isEqualTo(43_000_000);
        assertThat(it.journal.counters())
                .hasToString("records=2 batches=2 octets=8192 syncs=2 sync-p50-micros=4096 sync-p99-micros=40000"
                        + " sync-max-micros=40000 sync-total-millis=43 octets-read=0 octets-evicted=0");
    }
}
