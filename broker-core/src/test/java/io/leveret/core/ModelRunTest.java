package io.leveret.core;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs with a {@link Model}. {@code -Dmodel.seed} repeats a run that failed, {@code -Dmodel.steps} makes each longer, {@code -Dmodel.minutes} runs seed
 * after seed for so long.
 */
class ModelRunTest {
    private static final Logger log = LoggerFactory.getLogger(ModelRunTest.class);
    private static final int SEEDS = 5;

    @Test
    void everyMessageIsWhereTheRulesAllowItWhateverHappens() {
        int steps = Integer.getInteger("model.steps", 20_000);
        long first = Long.getLong("model.seed", 20_261_123L);
        long end = System.nanoTime()
                + Duration.ofMinutes(Long.getLong("model.minutes", 0)).toNanos();
        long told = System.nanoTime();
        int seeds = System.getProperty("model.seed") == null ? SEEDS : 1;
        for (long seed = first; seed < first + seeds || System.nanoTime() < end; seed++) {
            new ModelRun(seed).run(steps);
            if (System.nanoTime() - told > Duration.ofMinutes(1).toNanos()) {
                told = System.nanoTime();
                log.info("{} runs of {} steps, last with -Dmodel.seed={}", seed - first + 1, steps, seed);
            }
        }
    }
}
