package io.leveret.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DurationHistogramTest {
    private final DurationHistogram histogram = new DurationHistogram();

    @Test
    void boundsDoubleFrom64MicrosecondsToFourSeconds() {
        assertThat(DurationHistogram.boundNanos(0)).isEqualTo(64_000);
        assertThat(DurationHistogram.boundNanos(1)).isEqualTo(128_000);
        assertThat(DurationHistogram.boundNanos(histogram.buckets() - 2)).isBetween(4_000_000_000L, 4_500_000_000L);
        assertThat(DurationHistogram.boundNanos(histogram.buckets() - 1)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aTimeFallsIntoTheFirstBucketThatHoldsIt() {
        int last = histogram.buckets() - 1;
        histogram.took(0);
        histogram.took(64_000);
        histogram.took(64_001);
        histogram.took(1_000_000);
        histogram.took(10_000_000_000L);
        assertThat(IntStream.rangeClosed(0, last).mapToLong(histogram::count).toArray())
                .containsExactly(2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
        assertThat(histogram.count()).isEqualTo(5);
        assertThat(histogram.totalNanos()).isEqualTo(10_001_128_001L);
        assertThat(histogram.maxNanos()).isEqualTo(10_000_000_000L);
    }

    @Test
    void sharesAreAnsweredByBoundsAndNeverByMoreThanTheLongest() {
        assertThat(histogram.atMostNanos(0.99)).isZero();
        for (int i = 0; i < 99; i++) {
            histogram.took(100_000);
        }
        histogram.took(5_000_000_000L);
        assertThat(histogram.atMostNanos(0.5)).isEqualTo(128_000);
        assertThat(histogram.atMostNanos(0.99)).isEqualTo(128_000);
        assertThat(histogram.atMostNanos(1)).isEqualTo(5_000_000_000L);
    }

    @Test
    void aSingleTimeIsAllShares() {
        histogram.took(70_000);
        assertThat(histogram.atMostNanos(0.5)).isEqualTo(70_000);
        assertThat(histogram.atMostNanos(1)).isEqualTo(70_000);
    }
}
