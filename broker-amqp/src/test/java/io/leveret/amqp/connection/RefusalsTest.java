package io.leveret.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private long now = Long.MAX_VALUE; // such a clock may begin anywhere

    private final Refusals refusals = new Refusals(() -> now);

    @Test
    void theFirstIsToldAtOnceAndTheNextOfAMinuteTogether() {
        assertThat(refusals.another()).isEqualTo(1);
        for (int i = 0; i < 500; i++) {
            assertThat(refusals.another()).isZero();
        }
        now += TimeUnit.SECONDS.toNanos(59);
        assertThat(refusals.another()).isZero();
        now += TimeUnit.SECONDS.toNanos(1);
        assertThat(refusals.another()).isEqualTo(502);
        assertThat(refusals.another()).isZero();
    }
}
