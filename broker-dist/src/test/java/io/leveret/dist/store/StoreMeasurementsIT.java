package io.leveret.dist.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    private Setup setup(String... settings) {
        return new Setup(folder, JAVA, List.of(settings));
    }
}
