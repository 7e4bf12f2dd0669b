package io.leveret.dist.store;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.leveret.dist.ExternalBroker;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One old unacked message and some that nobody takes hold nobody's disk: how large the data directory becomes, and how much is written, while far more than
 * the young budget goes through other queues. docs/benchmarks.md has the command.
 */
class NoHostage {
    private static final List<String> HOSTAGE = List.of("hostage");

    @TempDir(factory = MeasureFolder.class)
    Path folder;

    record Size(int queues, int messagesEach, Traffic.Shape traffic, long trafficBytes, long goalDataBytes) {
        static Size given() {
            return new Size(
                    Integer.getInteger("leveret.nohostage.queues", 200),
                    10,
                    new Traffic.Shape(
                            "passing", 4, 4, 1_000, Integer.getInteger("leveret.nohostage.body", 1024), 1_000),
                    Long.getLong("leveret.nohostage.traffic-mib", 5 * 1024) << 20,
                    Long.getLong("leveret.nohostage.goal-data-mib", 1024) << 20);
        }

        long waiting() {
            return (long) queues * messagesEach;
        }
    }

    @Test
    void measure() throws Exception {
        Report report = Report.of(NoHostage.class);
        run(Setup.given(folder).with("leveret.journal.young-budget=512 MiB"), Size.given(), report);
        report.conclude();
    }

    void run(Setup setup, Size size, Report report) throws Exception {
        List<String> waiting = Setup.queues("waiting", size.queues);
        try (ExternalBroker broker = setup.start();
                Samples samples = Samples.of(report, broker.pid(), setup.data())) {
            Setup.declare(broker, HOSTAGE);
            Setup.declare(broker, waiting);
            Publisher.start(broker, Flow.toQueues(0, HOSTAGE).count(1)).finish();
            Connection captor = broker.connect(); // stays until the broker is killed
            GetResponse hostage = captor.createChannel().basicGet(HOSTAGE.get(0), false);
            report.check(isFirst(hostage), "the hostage is unacked");
            Publisher.start(broker, Flow.toQueues(0, waiting).count(size.waiting()))
                    .finish();
            pass(broker, size, samples, report);
            broker.kill();
        }
        try (ExternalBroker broker = setup.start()) {
            Arrivals arrivals = Arrivals.inTurn(size.queues, 1);
            CheckedConsumer.start(broker, waiting, arrivals, 100).finish(size.waiting());
            report.check(
                    arrivals.complete(size.waiting()) && arrivals.received() == size.waiting(),
                    "after kill -9 and start, what waited is whole, in order and complete: " + arrivals);
            try (Connection connection = broker.connect();
                    Channel channel = connection.createChannel()) {
                report.check(isFirst(channel.basicGet(HOSTAGE.get(0), true)), "the hostage is there again");
            }
            report.check(broker.stop() == 0, "exit code 0 after SIGTERM");
        }
    }

    private static boolean isFirst(GetResponse response) {
        return response != null && NumberedBody.read(response.getBody()).number() == 0;
    }

    private static void pass(ExternalBroker broker, Size size, Samples samples, Report report) throws Exception {
        samples.awaitStill();
        WrittenBytes.Reading before = samples.written().now();
        long filled = samples.peakJournalBytes();
        Traffic traffic = Traffic.start(broker, size.traffic);
        samples.step("passing", traffic::consumed);
        Patience.awaitAtLeast("octets of traffic", size.trafficBytes, traffic::consumedBytes);
        traffic.finish(report);
        WrittenBytes.Reading written = samples.written().now().since(before);
        long bodies = traffic.consumedBytes();
        long zeros = samples.peakJournalBytes() - filled;
        double ratio = (double) (written.bytes() - zeros) / bodies;
        report.check(
                samples.peakDataBytes() <= size.goalDataBytes,
                "data directory at most %.1f MiB while %.1f MiB passed (goal: %.0f)"
                        .formatted(
                                Report.mib(samples.peakDataBytes()),
                                Report.mib(bodies),
                                Report.mib(size.goalDataBytes)));
        report.goal(
                ratio <= 1.25,
                "written %s, at most %.2f MiB of it zeros ahead of use, for %.2f MiB of bodies: %.3f (goal: at most 1.25)"
                        .formatted(written, Report.mib(zeros), Report.mib(bodies), ratio));
    }
}
