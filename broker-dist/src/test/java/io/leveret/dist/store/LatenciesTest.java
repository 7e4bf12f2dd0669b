package io.leveret.dist.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @Test
    void percentilesAreAsCloseAsTheBucketsAreWide() {
        for (int micros = 1; micros <= 10_000; micros++) {
            latencies.add(micros * 1_000L);
        }

        assertThat(latencies.count()).isEqualTo(10_000);
        assertThat(latencies.percentileMillis(0.5)).isCloseTo(5.0, Percentage.withPercentage(6.3));
        assertThat(latencies.percentileMillis(0.99)).isCloseTo(9.9, Percentage.withPercentage(6.3));
    }

    @Test
    void whatIsClearedDoesNotCount() {
        latencies.add(5_000_000_000L);
        latencies.clear();
        assertThat(latencies.percentileMillis(0.99)).isZero();

        latencies.add(1_000_000);

        assertThat(latencies.percentileMillis(0.99)).isCloseTo(1.0, within(0.07));
    }
}
