package io.leveret.dist.store;

import io.leveret.dist.ExternalBroker;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What consumers take while it is young is written once at most, and never read: octets that the broker gives to its disk, beside those of its journal's
 * records and of the bodies, while consumers keep up. docs/benchmarks.md has the command.
 */
class WriteOnce {
    private static final double GOAL = 1.1;

    /** The file system's own blocks, and code of the broker that had left the page cache; messages would be far more. */
    private static final long OTHER_READS = 1 << 20;

    @TempDir(factory = MeasureFolder.class)
    Path folder;

    /** Counted from the {@code firstBytes} on, when the journal's files go round. */
    record Size(Traffic.Shape traffic, long firstBytes, Duration time) {
        static Size given() {
            return new Size(
                    new Traffic.Shape(
                            "young",
                            Integer.getInteger("leveret.writeonce.queues", 4),
                            Integer.getInteger("leveret.writeonce.publishers", 4),
                            1_000,
                            Integer.getInteger("leveret.writeonce.body", 1024),
                            1_000),
                    Long.getLong("leveret.writeonce.first-mib", 1024) << 20,
                    Duration.ofSeconds(Integer.getInteger("leveret.writeonce.seconds", 60)));
        }
    }

    @Test
    void measure() throws Exception {
        Report report = Report.of(WriteOnce.class);
        run(Setup.given(folder), Size.given(), report);
        report.conclude();
    }

    void run(Setup setup, Size size, Report report) throws Exception {
        try (ExternalBroker broker = setup.start();
                Samples samples = Samples.of(report, broker.pid(), setup.data())) {
            WrittenBytes written = samples.written();
            samples.awaitStill();
            WrittenBytes.Reading atStart = written.now();
            long filled = samples.peakJournalBytes();
            Traffic traffic = Traffic.start(broker, size.traffic);
            samples.step("keeping up", traffic::consumed);
            Patience.awaitAtLeast("octets before the count", size.firstBytes, traffic::consumedBytes);
            WrittenBytes.Reading before = written.now();
            long readBefore = samples.process().readBytes();
            long bodiesBefore = traffic.consumedBytes();
            Patience.pass(size.time);
            WrittenBytes.Reading after = written.now().since(before);
            long read = samples.process().readBytes() - readBefore;
            long bodies = traffic.consumedBytes() - bodiesBefore;
            traffic.finish(report);
            report.goal(read < OTHER_READS, "read %,d octets (goal: less than %,d)".formatted(read, OTHER_READS));
            WrittenBytes.Reading whole = written.now().since(atStart);
            report.check(broker.stop() == 0, "exit code 0 after SIGTERM");
            long octets = JournalLog.octets(setup);
            double records = (double) octets / traffic.consumedBytes() * bodies;
            report.goal(
                    after.bytes() <= GOAL * records,
                    "written %s for %.2f MiB of bodies, about %.2f MiB of records: %.3f (goal: at most %.2f)"
                            .formatted(after, Report.mib(bodies), records / (1 << 20), after.bytes() / records, GOAL));
            judgeWhole(whole, samples.peakJournalBytes() - filled, octets, report);
        }
    }

    /** Files are filled with zeros before they are used, which counts as written, too. */
    private static void judgeWhole(WrittenBytes.Reading written, long zeros, long octets, Report report) {
        double ratio = (double) (written.bytes() - zeros) / octets;
        report.goal(
                ratio <= GOAL,
                "written from start to end %s, %.2f MiB of it zeros ahead of use, for %.2f MiB of records: %.3f (goal: at most %.2f)"
                        .formatted(written, Report.mib(zeros), Report.mib(octets), ratio, GOAL));
    }
}
