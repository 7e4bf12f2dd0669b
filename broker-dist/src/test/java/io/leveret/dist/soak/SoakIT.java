package io.leveret.dist.soak;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link Soak}. */
@Timeout(300)
class SoakIT {
    private static final long SEED = Long.getLong("leveret.soak.seed", System.nanoTime());

    @TempDir
    Path folder;

    @Test
    void nothingConfirmedIsLostAndNothingIsHeldAfterwards() throws Exception {
        new SoakRun(SEED, Duration.ofSeconds(3), Duration.ofSeconds(6), 50).run(folder);
    }
}
