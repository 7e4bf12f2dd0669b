package io.leveret.dist.store;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.leveret.dist.ExternalBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A body that goes to a hundred queues is written once, when it is published, and once more at most when it moves out of the journal.
 * docs/benchmarks.md has the command.
 */
class FanOut {
    private static final String EXCHANGE = "fan-out";

    @TempDir(factory = MeasureFolder.class)
    Path folder;

    record Size(int queues, int bodySize, long trafficBytes) {
        static Size given() {
            return new Size(
                    Integer.getInteger("leveret.fanout.queues", 100),
                    Integer.getInteger("leveret.fanout.body", 1 << 20),
                    Long.getLong("leveret.fanout.traffic-mib", 1024) << 20);
        }
    }

    @Test
    void measure() throws Exception {
        Report report = Report.of(FanOut.class);
        run(Setup.given(folder).with("leveret.journal.young-budget=256 MiB"), Size.given(), report);
        report.conclude();
    }

    void run(Setup setup, Size size, Report report) throws Exception {
        List<String> queues = Setup.queues("copy", size.queues);
        try (ExternalBroker broker = setup.start()) {
            bind(broker, queues);
            passFirstFile(broker);
            report.check(broker.stop() == 0, "exit code 0 after SIGTERM");
        }
        try (ExternalBroker broker = setup.start();
                Samples samples = Samples.of(report, broker.pid(), setup.data())) {
            publish(broker, size, samples, report);
            report.check(broker.stop() == 0, "exit code 0 after SIGTERM");
            long octets = JournalLog.octets(setup);
            report.check(
                    octets < 2L * size.bodySize,
                    "the journal has written %.2f MiB of records (less than two bodies)".formatted(Report.mib(octets)));
        }
        try (ExternalBroker broker = setup.start();
                Samples samples = Samples.of(report, broker.pid(), setup.data())) {
            long before = besideJournal(setup);
            pass(broker, size, samples, report);
            long beside = besideJournal(setup) - before;
            report.check(
                    beside < (long) size.bodySize * size.queues / 4,
                    "what lies beside the journal, with what of the traffic was under way, has grown by %.2f MiB (less than a quarter of a copy for each)"
                            .formatted(Report.mib(beside)));
            broker.kill();
        }
        try (ExternalBroker broker = setup.start()) {
            Arrivals arrivals = Arrivals.copies(size.queues, 1);
            CheckedConsumer.start(broker, queues, arrivals, 1).finish(size.queues);
            report.check(
                    arrivals.complete(1) && arrivals.received() == size.queues,
                    "after kill -9 and start every queue has it, whole: " + arrivals);
            report.check(broker.stop() == 0, "exit code 0 after SIGTERM");
        }
    }

    private static void bind(ExternalBroker broker, List<String> queues) throws Exception {
        Setup.declare(broker, queues);
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.exchangeDeclare(EXCHANGE, "fanout", true);
            for (String queue : queues) {
                channel.queueBind(queue, EXCHANGE, "");
            }
        }
    }

    /** The journal's first file, which is short, is over: what is measured goes to one that was filled ahead of use. */
    private static void passFirstFile(ExternalBroker broker) throws Exception {
        Setup.declare(broker, List.of("first"));
        Publisher.start(
                        broker,
                        Flow.toQueues(1, List.of("first")).bodySize(1 << 20).count(2))
                .finish();
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDelete("first");
        }
    }

    private static void publish(ExternalBroker broker, Size size, Samples samples, Report report) throws Exception {
        samples.awaitStill();
        WrittenBytes.Reading before = samples.written().now();
        Flow flow = Flow.toQueues(0, List.of("")).toExchange(EXCHANGE);
        Publisher.start(broker, flow.bodySize(size.bodySize).count(1)).finish();
        samples.awaitStill();
        WrittenBytes.Reading written = samples.written().now().since(before);
        report.goal(
                written.bytes() < 2L * size.bodySize,
                "written %s for a body of %.2f MiB in %d queues (goal: less than two bodies)"
                        .formatted(written, Report.mib(size.bodySize), size.queues));
    }

    private static void pass(ExternalBroker broker, Size size, Samples samples, Report report) throws Exception {
        WrittenBytes.Reading before = samples.written().now();
        long filled = samples.peakJournalBytes();
        Traffic traffic = Traffic.start(broker, new Traffic.Shape("passing", 1, 4, 1_000, 4096, 1_000));
        samples.step("passing", traffic::consumed);
        Patience.awaitAtLeast("octets of traffic", size.trafficBytes, traffic::consumedBytes);
        traffic.finish(report);
        samples.awaitStill();
        report.say("written %s, at most %.2f MiB of it zeros ahead of use, while %.2f MiB of bodies passed"
                .formatted(
                        samples.written().now().since(before),
                        Report.mib(samples.peakJournalBytes() - filled),
                        Report.mib(traffic.consumedBytes())));
    }

    private static long besideJournal(Setup setup) throws IOException {
        return FolderSize.of(setup.data()) - FolderSize.of(setup.data().resolve("journal"));
    }
}
