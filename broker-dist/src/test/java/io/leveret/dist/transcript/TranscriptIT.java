package io.leveret.dist.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.dist.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Leveret against all transcripts: what a client sees is what RabbitMQ shows it, or what a file says with a reason. */
@Timeout(600)
class TranscriptIT {
    /** Most of a scenario's time is waiting. */
    private static final int AT_A_TIME = 8;

    /** Limited may do with a name as many things as it ends in letters for: configure, write, read. */
    private static final String USERS =
            "leveret.users=[{name = limited, password = limited, permissions = [{vhost = \"/\","
                    + " configure = \"-[a-z]*c\", write = \"-[a-z]*w\", read = \"-[a-z]*r\"}]},"
                    + " {name = nowhere, password = nowhere}]";

    @TempDir
    static Path folder;

    private static final Map<Scenario, Future<List<String>>> TRANSCRIPTS = new LinkedHashMap<>();
    private static final ExecutorService RUNNERS = Executors.newFixedThreadPool(AT_A_TIME);
    private static TestBroker broker;

    @BeforeAll
    static void start() {
        // what is compared is what is said, not when
        broker = TestBroker.start(folder.resolve("data"), USERS, "leveret.logins.slow-after=0");
        for (Scenario scenario : Scenario.chosen()) {
            TRANSCRIPTS.put(
                    scenario, RUNNERS.submit(() -> ScenarioRun.run(scenario.script(), "127.0.0.1", broker.port())));
        }
    }

    @AfterAll
    static void stop() {
        RUNNERS.shutdownNow();
        broker.close();
    }

    @TestFactory
    Stream<DynamicTest> leveretAnswersAsExpected() {
        return TRANSCRIPTS.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey().name(),
                        () -> check(entry.getKey(), transcript(entry.getKey(), entry.getValue()))));
    }

    private static List<String> transcript(Scenario scenario, Future<List<String>> run) throws InterruptedException {
        try {
            return run.get();
        } catch (ExecutionException e) {
            throw new AssertionError(scenario + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** The transcript is left in {@code target/transcripts} too, for who writes down a difference that is meant. */
    private static void check(Scenario scenario, List<String> transcript) throws IOException {
        Path answer = Path.of("target", "transcripts", scenario.name() + ".txt");
        Files.createDirectories(answer.getParent());
        Files.write(answer, transcript);
        List<String> recording =
                scenario.recording().orElseThrow(() -> new AssertionError(scenario + " is not recorded"));
        List<String> expected = scenario.differing().orElse(recording);
        if (!transcript.equals(expected)) {
            Path file = scenario.differing().isPresent() ? scenario.differingFile() : scenario.recordingFile();
            throw new AssertionError("%s differs from %s (- expected, + Leveret):%n%s"
                    .formatted(scenario, file, LineDifference.of(expected, transcript)));
        }
        assertThat(transcript).as("%s ran to its end", scenario).noneMatch(line -> line.contains(Transcript.IN_VAIN));
    }
}
