package io.leveret.dist.soak;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients of all kinds against a broker with a heap of 256 MiB, ended at random. It runs only when it is named, for thirty minutes or as many as asked for, and with the seed
 * that is given; {@link SoakIT} is the short form:
 *
 * <pre>mvn -B verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=Soak -Dfailsafe.failIfNoSpecifiedTests=false -Dleveret.soak.minutes=30</pre>
 */
class Soak {
    private static final Duration DURATION = Duration.ofMinutes(Long.getLong("leveret.soak.minutes", 30));
    private static final Duration WARM_UP = Duration.ofMinutes(2);
    private static final long SEED = Long.getLong("leveret.soak.seed", System.nanoTime());
    private static final int KILL_EVERY_MILLIS = 400;

    @TempDir
    Path folder;

    @Test
    void nothingConfirmedIsLostAndNothingIsHeldAfterwards() throws Exception {
        new SoakRun(SEED, WARM_UP, DURATION, KILL_EVERY_MILLIS).run(folder);
    }
}
