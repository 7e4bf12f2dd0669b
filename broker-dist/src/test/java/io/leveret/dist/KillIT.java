package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker is killed with {@code kill -9} under load, again and again: promises 1 and 2 of the store. {@code -Dleveret.kill.rounds=20} for more rounds.
 */
class KillIT {
    private static final int ROUNDS = Integer.getInteger("leveret.kill.rounds", 3);
    private static final long SEED = Long.getLong("leveret.kill.seed", System.nanoTime());

    @TempDir
    Path folder;

    @Test
    void nothingConfirmedIsLostAndNothingSettledComesBack() throws Exception {
        Random random = new Random(SEED);
        KillHistory history = new KillHistory();
        for (int round = 0; round < ROUNDS; round++) {
            try (ExternalBroker broker = startBroker()) {
                history.checkAndDrain(broker::connect, "round " + round + ", seed " + SEED);
                KillLoad load = new KillLoad(broker::connect, history);
                load.runUntilConfirmed(2_000 + random.nextInt(20_000));
                broker.kill();
                load.awaitEnd();
                System.Logger log = System.getLogger("KillIT");
                log.log(
                        System.Logger.Level.INFO,
                        "round {0}: start took {1} ms, {2}",
                        round,
                        broker.startMillis(),
                        history);
            }
        }
        try (ExternalBroker broker = startBroker()) {
            history.checkAndDrain(broker::connect, "end, seed " + SEED);
            assertThat(broker.stop()).as("exit code after SIGTERM").isZero();
        }
    }

    private ExternalBroker startBroker() throws Exception {
        return ExternalBroker.start(folder.resolve("data"), "-Xmx512m", "leveret.journal.file-size=4 MiB");
    }
}
