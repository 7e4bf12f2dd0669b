package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link ReloadIT} sends real signals. */
class HangUpTest {
    private final HangUp hangUp = HangUp.install();
    private final List<String> done = new ArrayList<>();

    @Test
    void eachSignalReloads() {
        hangUp.reloadWith(() -> done.add("reload"));
        assertThat(done).isEmpty();

        hangUp.came();
        hangUp.came();

        assertThat(done).hasSize(2);
    }

    @Test
    void aSignalBeforeTheBrokerIsReadyCountsWhenItIs() {
        hangUp.came();
        hangUp.reloadWith(() -> done.add("reload"));

        assertThat(done).hasSize(1);
    }

    @Test
    void aDefectOrAStopEndsNothing() {
        hangUp.reloadWith(() -> {
            throw new IllegalStateException("a defect, as a test wants it");
        });
        hangUp.came();
        hangUp.ignore();
        hangUp.came();

        assertThat(done).isEmpty();
    }
}
