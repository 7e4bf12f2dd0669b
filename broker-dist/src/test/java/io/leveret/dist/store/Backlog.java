package io.leveret.dist.store;

import io.leveret.dist.ExternalBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backlog far larger than the heap: fills queues, ends the broker in both ways, drains them. Says what memory it took, how long the starts were, and how
 * fast the drain was beside a consumer that keeps up. docs/benchmarks.md has the command.
 */
class Backlog {
    private static final int PREFETCH = 1_000;

    @TempDir(factory = MeasureFolder.class)
    Path folder;

    record Size(long messages, int queues, int publishers, int window, Duration keepingUp) {
        static Size given() {
            return new Size(
                    Long.getLong("leveret.backlog.messages", 20_000_000),
                    Integer.getInteger("leveret.backlog.queues", 1),
                    Integer.getInteger("leveret.backlog.publishers", 4),
                    Integer.getInteger("leveret.backlog.window", 2_000),
                    Duration.ofSeconds(Integer.getInteger("leveret.backlog.keeping-up-seconds", 15)));
        }

        long perPublisher() {
            return messages / publishers;
        }

        /** What is published: every publisher has the same part. */
        long total() {
            return perPublisher() * publishers;
        }
    }

    private final Goals goals = new Goals(
            Long.getLong("leveret.backlog.goal-resident-mib", 600),
            Long.getLong("leveret.backlog.goal-start-millis", 5_000),
            Double.parseDouble(System.getProperty("leveret.backlog.goal-ratio", "0.6")));

    private record Goals(long residentMib, long startMillis, double ratio) {}

    @Test
    void measure() throws Exception {
        Report report = Report.of(Backlog.class);
        run(Setup.given(folder), Size.given(), report);
        report.conclude();
    }

    void run(Setup setup, Size size, Report report) throws Exception {
        List<String> queues = Setup.queues("backlog", size.queues);
        double keepingUp;
        try (ExternalBroker broker = setup.start();
                Samples samples = Samples.of(report, broker.pid(), setup.data())) {
            keepingUp = keepingUpRate(broker, size, samples, report);
            Setup.declare(broker, queues);
            Publishers.publish(broker, flows(queues, size), samples, report);
            countsAreRight(broker, queues, size, report, "after the fill");
            judgeMemory(samples, report);
            broker.kill();
        }
        try (ExternalBroker broker = setup.start()) {
            judgeStart(broker, report, "kill -9");
            countsAreRight(broker, queues, size, report, "after kill -9 and start");
            report.check(broker.stop() == 0, "exit code 0 after SIGTERM");
        }
        try (ExternalBroker broker = setup.start();
                Samples samples = Samples.of(report, broker.pid(), setup.data())) {
            judgeStart(broker, report, "an orderly stop");
            countsAreRight(broker, queues, size, report, "after stop and start");
            double rate = drain(broker, queues, size, samples, report);
            report.goal(
                    rate >= goals.ratio * keepingUp,
                    "drained at %,.0f/s, %.2f of %,.0f/s of a consumer that keeps up (goal: %.2f)"
                            .formatted(rate, rate / keepingUp, keepingUp, goals.ratio));
            judgeMemory(samples, report);
            report.check(broker.stop() == 0, "exit code 0 after SIGTERM");
        }
    }

    /** The first third of the time is for the compilers. */
    private static double keepingUpRate(ExternalBroker broker, Size size, Samples samples, Report report)
            throws Exception {
        Traffic traffic =
                Traffic.start(broker, new Traffic.Shape("beside", 1, size.publishers, size.window, 100, PREFETCH));
        samples.step("keeping up", traffic::consumed);
        Patience.pass(size.keepingUp.dividedBy(3));
        long before = traffic.consumed();
        long began = System.nanoTime();
        Patience.pass(size.keepingUp.multipliedBy(2).dividedBy(3));
        double rate = (traffic.consumed() - before) * 1e9 / (System.nanoTime() - began);
        traffic.finish(report);
        report.say("a consumer that keeps up takes %,.0f/s".formatted(rate));
        return rate;
    }

    private static List<Flow> flows(List<String> queues, Size size) {
        return IntStream.range(0, size.publishers)
                .mapToObj(
                        i -> Flow.toQueues(i, queues).count(size.perPublisher()).window(size.window))
                .toList();
    }

    private static void countsAreRight(
            ExternalBroker broker, List<String> queues, Size size, Report report, String when) throws Exception {
        long count = Setup.count(broker, queues);
        report.check(
                count == size.total(), "%s the queues have %,d of %,d messages".formatted(when, count, size.total()));
    }

    private static double drain(ExternalBroker broker, List<String> queues, Size size, Samples samples, Report report)
            throws Exception {
        Arrivals arrivals = Arrivals.inTurn(size.queues, size.publishers);
        samples.step("drain", arrivals::received);
        long began = System.nanoTime();
        CheckedConsumer consumer = CheckedConsumer.start(broker, queues, arrivals, PREFETCH);
        Patience.awaitAtLeast("messages drained", size.total(), arrivals::received);
        double seconds = (System.nanoTime() - began) / 1e9;
        consumer.finish(size.total());
        report.check(
                arrivals.complete(size.perPublisher()) && arrivals.received() == size.total(),
                "drained whole, in order and completely: %s".formatted(arrivals));
        report.check(Setup.count(broker, queues) == 0, "the queues are empty");
        return size.total() / seconds;
    }

    private void judgeStart(ExternalBroker broker, Report report, String after) {
        report.goal(
                broker.startMillis() <= goals.startMillis,
                "start after %s: %,d ms from process to ready line (goal: %,d)"
                        .formatted(after, broker.startMillis(), goals.startMillis));
    }

    private void judgeMemory(Samples samples, Report report) throws Exception {
        double resident = Report.mib(samples.process().peakResidentBytes());
        report.goal(
                resident <= goals.residentMib,
                "resident at most %.0f MiB (goal: %d), heap at most %.0f MiB in use, data at most %.0f MiB"
                        .formatted(
                                resident,
                                goals.residentMib,
                                Report.mib(samples.peakHeapBytes().orElse(0)),
                                Report.mib(samples.peakDataBytes())));
    }
}
