package io.leveret.dist.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.dist.ExternalBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker is killed with {@code kill -9} under load, again and again, while some of its queues are deep and have holes. {@code -Dleveret.kill.rounds=100}
 * for more rounds, {@code -Dleveret.kill.seed} for the same sizes again.
 */
class DeepKillIT {
    private static final int ROUNDS = Integer.getInteger("leveret.kill.rounds", 3);
    private static final long SEED = Long.getLong("leveret.kill.seed", System.nanoTime());

    @TempDir(factory = MeasureFolder.class)
    Path folder;

    @Test
    void nothingConfirmedIsLostAndNothingSettledComesBackInDeepQueues() throws Exception {
        Setup setup = Setup.given(folder, CrashRounds.JAVA).with("leveret.journal.file-size=4 MiB");
        CrashRounds rounds = new CrashRounds(Report.of(DeepKillIT.class), SEED);
        for (int round = 0; round < ROUNDS; round++) {
            try (ExternalBroker broker = setup.start()) {
                rounds.check(broker);
                CrashLoad load = rounds.load(broker);
                broker.kill();
                load.awaitEnd();
            }
        }
        try (ExternalBroker broker = setup.start()) {
            rounds.check(broker);
            assertThat(broker.stop()).as("exit code after SIGTERM").isZero();
        }
    }
}
