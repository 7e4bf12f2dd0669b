package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnTimesTest {
    private final TurnTimes times = new TurnTimes();

    @Test
    void aTimeFallsIntoTheFirstBucketThatItDoesNotExceed() {
        times.took(1_000);
        times.took(1_001);
        times.took(60_000_000_000L);

        assertThat(times.read().boundsNanos()).startsWith(1_000L, 2_000L, 4_000L);
        assertThat(times.read().counts()).startsWith(1L, 1L, 0L).endsWith(1L);
        assertThat(times.read().totalNanos()).isEqualTo(60_000_002_001L);
        assertThat(times.read().count()).isEqualTo(3);
    }

    @Test
    void everyTaskRunsAndSomeAreMeasured() {
        int[] runs = {0};
        for (int i = 0; i < 10_000; i++) {
            times.sometimesMeasured(() -> runs[0]++).run();
        }

        assertThat(runs[0]).isEqualTo(10_000);
        assertThat(times.read().count()).isBetween(300L, 1_200L);
    }
}
