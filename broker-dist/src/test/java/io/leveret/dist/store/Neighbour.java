package io.leveret.dist.store;

import io.leveret.dist.ExternalBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a message takes from the moment at which it is due to its consumer, in a queue with a thousand messages a second: alone, and while a large
 * backlog of another queue is drained. docs/benchmarks.md has the command.
 */
class Neighbour {
    private static final List<String> CALM = List.of("calm");
    private static final List<String> BACKLOG = List.of("backlog");
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final double ALLOWED_MILLIS = 20;
    private static final int PUBLISHERS = 4;

    @TempDir(factory = MeasureFolder.class)
    Path folder;

    record Size(long backlog, int perSecond, Duration warmUp, Duration time) {
        static Size given() {
            return new Size(
                    Long.getLong("leveret.neighbour.messages", 20_000_000),
                    Integer.getInteger("leveret.neighbour.per-second", 1_000),
                    WARM_UP,
                    Duration.ofSeconds(Integer.getInteger("leveret.neighbour.seconds", 30)));
        }

        long perPublisher() {
            return backlog / PUBLISHERS;
        }
    }

    private record Seen(long messages, double median, double p99) {
        static Seen of(Latencies latencies) {
            return new Seen(latencies.count(), latencies.percentileMillis(0.5), latencies.percentileMillis(0.99));
        }

        @Override
        public String toString() {
            return "p50 %.2f ms, p99 %.2f ms of %,d messages".formatted(median, p99, messages);
        }
    }

    @Test
    void measure() throws Exception {
        Report report = Report.of(Neighbour.class);
        run(Setup.given(folder), Size.given(), report);
        report.conclude();
    }

    void run(Setup setup, Size size, Report report) throws Exception {
        try (ExternalBroker broker = setup.start();
                Samples samples = Samples.of(report, broker.pid(), setup.data())) {
            Setup.declare(broker, CALM);
            Setup.declare(broker, BACKLOG);
            List<Flow> fill = IntStream.range(0, PUBLISHERS)
                    .mapToObj(i -> Flow.toQueues(i, BACKLOG).count(size.perPublisher()))
                    .toList();
            Publishers.publish(broker, fill, samples, report);
            Arrivals calm = Arrivals.inTurn(1, 1);
            CheckedConsumer consumer = CheckedConsumer.start(broker, CALM, calm, 100);
            Publisher publisher = Publisher.start(broker, Flow.toQueues(0, CALM).perSecond(size.perSecond));
            Patience.pass(size.warmUp);
            calm.latencies().clear();
            Patience.pass(size.time);
            Seen alone = Seen.of(calm.latencies());
            report.say("alone: " + alone);
            Seen beside = besideDrain(broker, size, calm.latencies(), samples, report);
            publisher.stop();
            publisher.finish();
            consumer.finish(publisher.published());
            report.check(calm.inOrder(), "the calm queue's messages arrived whole and in order: " + calm);
            double allowed = Math.max(ALLOWED_MILLIS, 2 * alone.p99);
            report.goal(
                    beside.p99 < allowed,
                    "beside the drain of another queue: %s (goal: p99 below %.2f ms)".formatted(beside, allowed));
            report.check(broker.stop() == 0, "exit code 0 after SIGTERM");
        }
    }

    /** Looks for as long as the time given, at most until the backlog is gone; what is left then is drained too. */
    private static Seen besideDrain(
            ExternalBroker broker, Size size, Latencies latencies, Samples samples, Report report) throws Exception {
        long total = size.perPublisher() * PUBLISHERS;
        Arrivals drained = Arrivals.inTurn(1, PUBLISHERS);
        samples.step("drain", drained::received);
        latencies.clear();
        long began = System.nanoTime();
        CheckedConsumer consumer = CheckedConsumer.start(broker, BACKLOG, drained, 1_000);
        Patience.awaitAtLeast(
                "drain beside the calm queue",
                total,
                () -> System.nanoTime() - began > size.time.toNanos() ? total : drained.received());
        Seen seen = Seen.of(latencies);
        double seconds = (System.nanoTime() - began) / 1e9;
        report.say("meanwhile %,d messages of the other queue were drained, %,.0f/s"
                .formatted(drained.received(), drained.received() / seconds));
        consumer.finish(total);
        report.check(
                drained.complete(size.perPublisher()), "the backlog arrived whole, in order, complete: " + drained);
        return seen;
    }
}
