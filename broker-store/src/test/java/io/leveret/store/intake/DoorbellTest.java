package io.leveret.store.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DoorbellTest {
    private static final long PATIENCE_MILLIS = 30_000;

    private final Doorbell bell = new Doorbell();

    @Test
    void aRingBeforeTheSleepIsNotLost() {
        bell.ring();

        bell.await(Long.MAX_VALUE);
    }

    @Test
    void aKnockBeforeALongSleepIsNotLost() {
        bell.knock();

        bell.await(Long.MAX_VALUE);
    }

    @Test
    void whoSleepsIsWokenByARingAndByAKnock() throws InterruptedException {
        assertThat(wakes(Doorbell::ring)).isTrue();
        assertThat(wakes(Doorbell::knock)).isTrue();
    }

    private boolean wakes(Consumer<Doorbell> signal) throws InterruptedException {
        Thread sleeper = new Thread(() -> bell.await(Long.MAX_VALUE), "sleeper");
        sleeper.setDaemon(true);
        sleeper.start();
        while (sleeper.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        signal.accept(bell);
        sleeper.join(PATIENCE_MILLIS);
        return !sleeper.isAlive();
    }
}
