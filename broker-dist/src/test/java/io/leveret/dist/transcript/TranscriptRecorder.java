package io.leveret.dist.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Records what RabbitMQ answers: not a test, but run like one by name, with the property {@code transcripts.record} as {@code host:port}.
 * Each scenario runs twice; one whose transcripts differ, or that waited in vain, is not recorded and fails the run.
 */
@EnabledIfSystemProperty(named = "transcripts.record", matches = ".+")
class TranscriptRecorder {
    private static final int AT_A_TIME = 8;

    private final String host = System.getProperty("transcripts.record", "").replaceAll(":\\d+$", "");
    private final int port =
            Integer.parseInt(System.getProperty("transcripts.record", "").replaceAll(".*:", "0"));

    @Test
    void record() throws Exception {
        String header = "# recorded from RabbitMQ " + version() + "\n";
        Map<Scenario, Future<List<String>>> recordings = new LinkedHashMap<>();
        ExecutorService runners = Executors.newFixedThreadPool(AT_A_TIME);
        for (Scenario scenario : Scenario.chosen()) {
            recordings.put(scenario, runners.submit(() -> transcript(scenario)));
        }
        List<String> complaints = new ArrayList<>();
        for (Map.Entry<Scenario, Future<List<String>>> recording : recordings.entrySet()) {
            try {
                String lines = String.join("\n", recording.getValue().get());
                Files.writeString(recording.getKey().recordingFile(), header + lines + (lines.isEmpty() ? "" : "\n"));
            } catch (ExecutionException e) {
                complaints.add(recording.getKey() + ": " + e.getCause().getMessage());
            }
        }
        runners.shutdown();
        CompatibilityDocument.rewrite();
        assertThat(complaints).as("not recorded").isEmpty();
    }

    private List<String> transcript(Scenario scenario) throws IOException {
        List<String> first = ScenarioRun.run(scenario.script(), host, port);
        List<String> second = ScenarioRun.run(scenario.script(), host, port);
        if (!first.equals(second)) {
            throw new IllegalStateException("not the same twice:\n" + LineDifference.of(first, second));
        }
        if (first.stream().anyMatch(line -> line.contains(Transcript.IN_VAIN))) {
            throw new IllegalStateException(String.join("\n", first));
        }
        return first;
    }

    private String version() throws IOException {
        try (WireConnection connection = new WireConnection("a", host, port)) {
            connection.login(LoginOptions.read(new TextReader("")));
            connection.leave();
            return connection.serverVersion();
        }
    }
}
