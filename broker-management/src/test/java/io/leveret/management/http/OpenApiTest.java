package io.leveret.management.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.management.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    @Test
    void theDocumentHasWhatIsServedAndEachWithASentence() {
        JsonNode paths;
        try (TestServer server = new TestServer()) {
            JsonNode document = server.guest().get("/api/leveret/openapi.json").json();
            assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
            paths = document.path("paths");
        }
        List<String> served = new ArrayList<>();
        paths.properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    served.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                    assertThat(method.getValue().path("summary").asText())
                            .as(served.get(served.size() - 1))
                            .isNotEmpty();
                    assertThat(method.getValue().path("responses")).isNotEmpty();
                }));

        assertThat(served).containsExactlyInAnyOrderElementsOf(new OpenApi("0").described());
        assertThat(served).hasSizeGreaterThan(140);
    }

    @Test
    void variablesOfAPathAreParameters() {
        try (TestServer server = new TestServer()) {
            JsonNode parameters = server.guest()
                    .get("/api/leveret/openapi.json")
                    .json()
                    .at("/paths/~1api~1queues~1{vhost}~1{queue}/get/parameters");

            assertThat(parameters.findValuesAsText("name")).contains("vhost", "queue", "columns");
            assertThat(parameters.path(0).path("in").asText()).isEqualTo("path");
        }
    }
}
