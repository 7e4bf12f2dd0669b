package io.leveret.management.rate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.count.Count;
import io.leveret.core.count.Counts;
import io.leveret.management.http.Paths;
import io.leveret.management.http.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatsJsonTest {
    private static final long NOW = 1_000_000;
    private static final List<Sample> SAMPLES =
            List.of(new Sample(NOW, counts(50), 30, 20), new Sample(NOW - 5_000, counts(0), 10, 5));

    /** One kind more often than the one before it. */
    private static Counts counts(int first) {
        Counts counts = new Counts();
        for (Count count : Count.values()) {
            counts.add(count, first * (1L + count.word().length()));
        }
        return counts;
    }

    private static <T> void valuesAloneAreThoseOfTheWhole(Shape<T> shape, T one) {
        ObjectNode whole = shape.json(one);
        assertThat(Paths.of(whole)).isNotEmpty();
        for (String path : Paths.of(whole)) {
            assertThat(shape.at(path).apply(one)).as(path).isEqualTo(Paths.at(whole, path));
        }
    }

    @Test
    void valuesAloneAreThoseOfTheWhole() {
        for (Chart chart : List.of(new Chart(NOW, 0, 0), new Chart(NOW, 60_000, 5_000))) {
            StatsJson stats = StatsJson.of(SAMPLES, chart);
            StatsJson.Counted counted = new StatsJson.Counted(stats, counts(50));
            valuesAloneAreThoseOfTheWhole(StatsJson.QUEUE, counted);
            valuesAloneAreThoseOfTheWhole(StatsJson.EXCHANGE, counted);
            valuesAloneAreThoseOfTheWhole(StatsJson.CHANNEL, counted);
            valuesAloneAreThoseOfTheWhole(StatsJson.LENGTHS, new StatsJson.Lengths(stats, 30, 20));
        }
    }

    @Test
    void aRateIsTheDifferenceOfTheLastTwoSamples() {
        StatsJson stats = StatsJson.of(SAMPLES, new Chart(NOW, 0, 0));

        assertThat(StatsJson.QUEUE
                        .at("publish_details.rate")
                        .apply(new StatsJson.Counted(stats, counts(50)))
                        .asDouble())
                .isEqualTo(50 * 8 / 5.0);
        assertThat(StatsJson.LENGTHS.json(new StatsJson.Lengths(stats, 31, 20)).toString())
                .isEqualTo("{\"messages\":51,\"messages_details\":{\"rate\":7.0},\"messages_ready\":31,"
                        + "\"messages_ready_details\":{\"rate\":4.0},\"messages_unacknowledged\":20,"
                        + "\"messages_unacknowledged_details\":{\"rate\":3.0}}");
    }

    @Test
    void samplesAreLookedForOnlyForARate() {
        StatsJson stats = StatsJson.of(
                () -> {
                    throw new IllegalStateException("not wanted");
                },
                new Chart(NOW, 0, 0));

        assertThat(StatsJson.LENGTHS
                        .at("messages")
                        .apply(new StatsJson.Lengths(stats, 1, 2))
                        .asInt())
                .isEqualTo(3);
    }
}
