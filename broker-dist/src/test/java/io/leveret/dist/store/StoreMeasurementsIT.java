package io.leveret.dist.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each measuring program, small: what has to hold whatever the machine does is checked, times and sizes are not. */
@Timeout(300)
class StoreMeasurementsIT {
    private static final String JAVA = "-Xmx256m";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 40})
    void aBacklogIsThereAfterAKillAndAfterAStopAndDrainsInOrder(int queues) throws Exception {
        Report report = Report.withoutFigures(Backlog.class);
        Backlog.Size size = new Backlog.Size(100_000, queues, 4, 1_000, Duration.ofSeconds(1));

        new Backlog().run(setup("leveret.journal.file-size=4 MiB"), size, report);

        report.conclude();
    }

    @Test
    void whatConsumersTakeAtOnceArrivesInOrder() throws Exception {
        Report report = Report.withoutFigures(WriteOnce.class);
        Traffic.Shape traffic = new Traffic.Shape("young", 4, 2, 500, 1024, 500);

        new WriteOnce()
                .run(
                        setup("leveret.journal.file-size=4 MiB"),
                        new WriteOnce.Size(traffic, 32 << 20, Duration.ofSeconds(2)),
                        report);

        report.conclude();
    }

    @Test
    void anOldUnackedMessageHoldsLittleDiskAndIsThereAgainAfterAKill() throws Exception {
        Report report = Report.withoutFigures(NoHostage.class);
        Traffic.Shape traffic = new Traffic.Shape("passing", 4, 2, 500, 1024, 500);

        new NoHostage()
                .run(
                        setup("leveret.journal.file-size=1 MiB", "leveret.journal.young-budget=8 MiB"),
                        new NoHostage.Size(50, 10, traffic, 48 << 20, 24 << 20),
                        report);

        report.conclude();
    }

    @Test
    void aBodyThatGoesToManyQueuesIsWrittenOnce() throws Exception {
        Report report = Report.withoutFigures(FanOut.class);

        new FanOut()
                .run(
                        setup("leveret.journal.file-size=4 MiB", "leveret.journal.young-budget=8 MiB"),
                        new FanOut.Size(100, 1 << 20, 32 << 20),
                        report);

        report.conclude();
    }

    @Test
    void aCalmQueueIsServedBesideTheDrainOfAnother() throws Exception {
        Report report = Report.withoutFigures(Neighbour.class);

        new Neighbour()
                .run(
                        setup("leveret.journal.file-size=4 MiB"),
                        new Neighbour.Size(40_000, 500, Duration.ofMillis(500), Duration.ofSeconds(1)),
                        report);

        report.conclude();
    }

    private Setup setup(String... settings) {
        return new Setup(folder, JAVA, List.of(settings));
    }
}
