package io.leveret.dist.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.dist.ExternalBroker;
import java.util.List;
import java.util.Random;

/** Rounds of load that end with the broker's end; before each, and after the last, what the broker has is compared with what clients know. */
final class CrashRounds {
    /** All that is there is looked at while it is unacked, and so in memory. */
    static final String JAVA = "-Xmx768m";

    private static final int ROUNDS_PER_DRAIN = 4;

    private final CrashHistory history = new CrashHistory();
    private final Report report;
    private final long seed;
    private final Random random;
    private int round;

    CrashRounds(Report report, long seed) {
        this.report = report;
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** Looks at everything that is there; every fourth time it is taken, too, else the queues grow deeper. */
    void check(ExternalBroker broker) throws Exception {
        List<List<NumberedBody>> found = Inspection.of(broker, CrashLoad.QUEUES);
        assertThat(history.compare(found))
                .as("before round %d, seed %d", round, seed)
                .isEmpty();
        report.say("round %d: start took %d ms, found %s messages"
                .formatted(
                        round,
                        broker.startMillis(),
                        found.stream().map(List::size).toList()));
        if (++round % ROUNDS_PER_DRAIN == 0) {
            for (List<NumberedBody> queue : Inspection.take(broker, CrashLoad.QUEUES)) {
                queue.forEach(history::acked);
                queue.forEach(history::settled);
            }
        }
    }

    /** Returns when the load is to be ended by the end of its broker. */
    CrashLoad load(ExternalBroker broker) throws Exception {
        CrashLoad load = CrashLoad.start(broker, history, random);
        load.runUntilConfirmed(10_000 + random.nextInt(50_000));
        return load;
    }

    /** What the broker says from now on proves nothing. */
    void powerGoes() {
        history.closeUntilCompared();
    }
}
