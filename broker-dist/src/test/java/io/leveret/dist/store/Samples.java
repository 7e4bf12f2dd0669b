package io.leveret.dist.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Looks at a broker and its folders twice a second, remembers the most, and says every ten seconds how far a program is. */
final class Samples implements AutoCloseable {
    private static final int LOOKS_PER_LINE = 20;
    private static final Duration STILL = Duration.ofSeconds(3);

    private final Report report;
    private final ProcessFigures process;
    private final WrittenBytes written;
    private final HeapFigures heap;
    private final Path data;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private volatile Step step = new Step("started", () -> 0, System.nanoTime());
    private volatile long peakData;
    private volatile long peakJournal;
    private int looks;

    private record Step(String name, LongSupplier done, long began) {}

    private Samples(Report report, long pid, Path data) throws IOException {
        this.report = report;
        this.process = new ProcessFigures(pid);
        this.written = new WrittenBytes(process, data);
        this.heap = HeapFigures.of(pid);
        this.data = data;
    }

    static Samples of(Report report, long pid, Path data) throws IOException {
        Samples samples = new Samples(report, pid, data);
        samples.executor.scheduleAtFixedRate(samples::look, 0, 500, TimeUnit.MILLISECONDS);
        return samples;
    }

    /** What is done from now on, and a count of it. */
    void step(String name, LongSupplier done) {
        step = new Step(name, done, System.nanoTime());
    }

    ProcessFigures process() {
        return process;
    }

    /** Returns when the broker has written nothing for three seconds: files that are filled ahead of use are whole. */
    void awaitStill() {
        Patience.awaitStill(process::writtenBytes, STILL);
    }

    WrittenBytes written() {
        return written;
    }

    /** The most so far, this moment included. */
    long peakDataBytes() throws Exception {
        executor.submit(this::measureFolders).get();
        return peakData;
    }

    /** The most so far, this moment included. */
    long peakJournalBytes() throws Exception {
        executor.submit(this::measureFolders).get();
        return peakJournal;
    }

    OptionalLong peakHeapBytes() {
        return heap.peakUsedBytes();
    }

    private void look() {
        try {
            long now = measureFolders();
            if (++looks % LOOKS_PER_LINE == 0) {
                say(now);
            }
        } catch (IOException | UncheckedIOException e) {
            report.say("not sampled: " + e); // the broker has just ended
        }
    }

    private long measureFolders() throws IOException {
        long now = FolderSize.of(data);
        peakData = Math.max(peakData, now);
        peakJournal = Math.max(peakJournal, FolderSize.of(data.resolve("journal")));
        return now;
    }

    private void say(long dataBytes) {
        Step now = step;
        long done = now.done.getAsLong();
        double seconds = (System.nanoTime() - now.began) / 1e9;
        report.say("%s: %,d in %.0f s (%,.0f/s), resident %.0f MiB, heap %.0f MiB, data %.0f MiB"
                .formatted(
                        now.name,
                        done,
                        seconds,
                        done / seconds,
                        Report.mib(process.residentBytes()),
                        Report.mib(heap.usedBytes().orElse(0)),
                        Report.mib(dataBytes)));
    }

    @Override
    public void close() {
        executor.shutdownNow();
        heap.close();
    }
}
