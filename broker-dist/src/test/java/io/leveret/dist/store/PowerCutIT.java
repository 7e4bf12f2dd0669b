package io.leveret.dist.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.dist.ExternalBroker;
import io.leveret.dist.LoopDisk;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker's disk loses its power under load, again and again: what was not synced is really gone. {@code -Dleveret.powercut.rounds=50} for more rounds,
 * {@code -Dleveret.powercut.seed} for the same sizes again.
 */
class PowerCutIT {
    private static final int ROUNDS = Integer.getInteger("leveret.powercut.rounds", 2);
    private static final long SEED = Long.getLong("leveret.powercut.seed", System.nanoTime());
    private static final long DISK_BYTES = 4L << 30;

    @TempDir(factory = MeasureFolder.class)
    Path folder;

    @Test
    void nothingConfirmedIsLostAndNothingSettledComesBackWhenThePowerIsCut() throws Exception {
        Setup setup = Setup.given(folder, CrashRounds.JAVA).with("leveret.journal.file-size=4 MiB");
        try (LoopDisk disk = LoopDisk.create(folder.resolve("disk.ext4"), setup.data(), DISK_BYTES)) {
            CrashRounds rounds = new CrashRounds(Report.of(PowerCutIT.class), SEED);
            for (int round = 0; round < ROUNDS; round++) {
                try (ExternalBroker broker = setup.start()) {
                    rounds.check(broker);
                    CrashLoad load = rounds.load(broker);
                    disk.cutPower(rounds::powerGoes);
                    broker.kill();
                    load.awaitEnd();
                }
                disk.powerOn();
            }
            try (ExternalBroker broker = setup.start()) {
                rounds.check(broker);
                assertThat(broker.stop()).as("exit code after SIGTERM").isZero();
            }
        }
    }
}
