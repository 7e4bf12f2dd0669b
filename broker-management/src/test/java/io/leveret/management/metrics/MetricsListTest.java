package io.leveret.management.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.management.ApiClient;
import io.leveret.management.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is served is what docs/monitoring.md says. */
class MetricsListTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "monitoring.md");
    private static final Pattern ROW = Pattern.compile("^\\| `((?:rabbitmq|leveret|process)_\\w+)` \\| (\\w+) \\|.*");

    private static Map<String, String> documented() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                assertThat(rows.put(row.group(1), row.group(2)))
                        .as("twice: " + line)
                        .isNull();
            }
        }
        return rows;
    }

    @Test
    void theDocumentedListIsWhatIsServed() throws IOException {
        Map<String, String> served = new TreeMap<>();
        try (TestServer server = new TestServer()) {
            new TestClient(server.broker().core("/")).declare("q", "").sync();
            ApiClient scraper = new ApiClient(server.metricsPort(), "nobody", "nothing");
            for (String path : new String[] {"/metrics", "/metrics/per-object"}) {
                byte[] text = scraper.get(path).raw().body();
                served.putAll(
                        Served.of(new String(text, StandardCharsets.UTF_8)).types());
            }
        }

        assertThat(documented()).isEqualTo(served);
    }
}
