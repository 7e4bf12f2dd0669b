package io.leveret.bench;

import io.leveret.core.journal.Journal;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.FieldTable;
import io.leveret.store.journal.SyncMode;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A group of messages handed to the journal, until all of it is durable; with it goes the settle of the group before. One group is under way
 * at a time, so this is a latency: a broker under load writes the next group while this one syncs. {@code java.io.tmpdir} says which disk.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JournalAppendBenchmark {
    private static final long QUEUE_ID = 1;

    /** Messages in a group. */
    @Param({"1", "100", "1000"})
    private int group;

    /** With {@code OS} nothing is forced: what is left is the work of the processor, and the hand-over between threads. */
    @Param({"FSYNC", "OS"})
    private SyncMode sync = SyncMode.FSYNC;

    /** The default. Its test takes less, as the journal writes spare files in advance. */
    @Param("134217728")
    private long fileSize;

    private @Nullable Opened opened;
    private long nextSeq = 1;

    private record Opened(TemporaryJournal journal, Journal port, DurableWait durable) {}

    @Setup
    public void open() throws IOException {
        DurableWait durable = new DurableWait();
        TemporaryJournal journal = TemporaryJournal.create(fileSize, sync, durable);
        Journal port = journal.open(durable);
        port.append(new JournalRecord.QueueDeclared("/", QUEUE_ID, "incoming", false, FieldTable.EMPTY));
        opened = new Opened(journal, port, durable);
    }

    @TearDown
    public void close() throws IOException {
        opened().journal.close();
    }

    private Opened opened() {
        Opened current = opened;
        if (current == null) {
            throw new IllegalStateException("not set up");
        }
        return current;
    }

    @Benchmark
    public long append() {
        Opened to = opened();
        long first = nextSeq;
        for (int i = 0; i < group; i++) {
            to.port.append(
                    new JournalRecord.Enqueue(Messages.message(true), new long[] {QUEUE_ID}, new long[] {nextSeq++}));
        }
        if (first > 1) {
            to.port.append(new JournalRecord.Settle(QUEUE_ID, first - group, first - 1));
        }
        to.port.requestSync();
        to.port.flush();
        return to.durable.await(to.port.lastPosition());
    }
}
