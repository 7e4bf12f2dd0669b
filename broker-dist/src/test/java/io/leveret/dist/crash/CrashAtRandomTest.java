package io.leveret.dist.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * As {@link CrashAtEveryWriteTest}, with clients that do anything in any order over several starts, and an end at any write:
 * {@code mvn test -pl broker-dist -am -Dtest=CrashAtRandomTest -Dsurefire.failIfNoSpecifiedTests=false -Dleveret.crash.rounds=10000}.
 */
class CrashAtRandomTest {
    private static final int ROUNDS = Integer.getInteger("leveret.crash.rounds", 300);

    private final ErrorLog log = new ErrorLog();

    @AfterEach
    void noErrorWasLogged() {
        log.close();
        assertThat(log.errors()).isEmpty();
    }

    @Test
    void eachMessageIsWhereItMayBe() {
        long first = Long.getLong("leveret.crash.seed", System.nanoTime());
        int released = 0;
        for (long seed = first; seed < first + ROUNDS; seed++) {
            Random random = new Random(seed);
            Ending ending = List.of(Ending.values()).get(random.nextInt(Ending.values().length));
            try {
                Run run = new Run(seed, ending, 1 + random.nextInt(400))
                        .withLittleMemory()
                        .play(Scenarios::mix);
                run.check();
                released += run.releasedFiles();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": -Dleveret.crash.seed=" + seed, e);
            }
        }
        assertThat(released).as("journal files that were given up").isGreaterThan(ROUNDS / 2);
    }
}
