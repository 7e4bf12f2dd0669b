package io.leveret.dist.store;

import io.leveret.dist.ExternalBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What consumers take while it is young is written once at most, and never read: octets that the broker gives to its disk, beside those of its journal's
 * records and of the bodies, while consumers keep up. docs/benchmarks.md has the command.
 */
class WriteOnce {
    private static final Pattern OCTETS = Pattern.compile("journal closed: .*octets=(\\d+)");

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
            ProcessFigures process = samples.process();
            Traffic traffic = Traffic.start(broker, size.traffic);
            samples.step("keeping up", traffic::consumed);
            Patience.awaitAtLeast("octets before the count", size.firstBytes, traffic::consumedBytes);
            long written = process.writtenBytes();
            long read = process.readBytes();
            long bodies = traffic.consumedBytes();
            Patience.pass(size.time);
            written = process.writtenBytes() - written;
            read = process.readBytes() - read;
            bodies = traffic.consumedBytes() - bodies;
            traffic.finish(report);
            report.goal(
                    written <= 1.25 * bodies,
                    "written %.1f MiB for %.1f MiB of bodies: %.3f (goal: at most 1.25)"
                            .formatted(Report.mib(written), Report.mib(bodies), (double) written / bodies));
            report.goal(read == 0, "read %,d octets (goal: 0)".formatted(read));
            judgeWhole(broker, samples, setup, report);
        }
    }

    /** Over the broker's life; files are filled with zeros before they are used, which counts as written too. */
    private static void judgeWhole(ExternalBroker broker, Samples samples, Setup setup, Report report)
            throws Exception {
        long written = samples.process().writtenBytes();
        report.check(broker.stop() == 0, "exit code 0 after SIGTERM");
        long octets = journalOctets(setup.folder().resolve("broker.log"));
        long zeros = samples.peakJournalBytes();
        report.goal(
                written - zeros <= 1.05 * octets,
                "written from start to end %.1f MiB, %.1f MiB of it zeros ahead of use, for %.1f MiB of the journal's records: %.3f (goal: at most 1.05)"
                        .formatted(
                                Report.mib(written),
                                Report.mib(zeros),
                                Report.mib(octets),
                                (double) (written - zeros) / octets));
    }

    private static long journalOctets(Path log) throws IOException {
        Matcher line = OCTETS.matcher(Files.readString(log));
        if (!line.find()) {
            throw new IOException("no line of the closed journal in " + log);
        }
        return Long.parseLong(line.group(1));
    }
}
