package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.event.Observers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeNameTest {
    @Test
    void aHostHasItsFirstNameOnly() {
        assertThat(NodeName.at("a.example.org")).isEqualTo("leveret@a");
        assertThat(NodeName.at("a")).isEqualTo("leveret@a");
        assertThat(NodeName.here()).startsWith("leveret@").doesNotContain(".");
    }

    @Test
    void eventsTellIt(@TempDir Path directory) {
        try (Observation observation = Observation.start(directory)) {
            Observers observers = observation.observers();
            assertThat(observers.node()).isEqualTo(NodeName.here());
        }
    }
}
