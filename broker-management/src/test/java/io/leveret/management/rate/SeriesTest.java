package io.leveret.management.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.count.Counts;
import org.junit.jupiter.api.Test;

class SeriesTest {
    private static Sample sample(long atMillis) {
        return new Sample(atMillis, new Counts(), 0, 0);
    }

    @Test
    void theOldestGivesWayToTheNewest() {
        Series series = new Series(2);
        for (int i = 1; i <= 3; i++) {
            series.add(sample(i));
        }

        assertThat(series.newestFirst()).extracting(Sample::atMillis).containsExactly(3L, 2L);
    }

    @Test
    void aLongerOneBeginsWithTheSamplesOfTheShorter() {
        Series two = new Series(2);
        two.add(sample(1));
        two.add(sample(2));

        Series longer = Series.of(3, two);
        longer.add(sample(3));

        assertThat(longer.newestFirst()).extracting(Sample::atMillis).containsExactly(3L, 2L, 1L);
        assertThat(Series.of(3, null).newestFirst()).isEmpty();
    }
}
