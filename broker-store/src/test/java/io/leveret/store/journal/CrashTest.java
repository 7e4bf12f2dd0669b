package io.leveret.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.store.disk.DataDirectory;
import io.leveret.store.disk.SimulatedDisk;
import io.leveret.store.eviction.YoungBudget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * The main test of the store: two cores at random on a disk that forgets, the power cut anywhere (also in recycling, snapshots and
 * recovery itself). What is recovered must be a state the cores have been in, not older than what was announced as durable.
 */
class CrashTest {
    private static final int ROUNDS = Integer.getInteger("leveret.crash.rounds", 500);
    /** So small that there is a round every few files. */
    private static final JournalSettings SETTINGS =
            new JournalSettings(64 << 10, 1 << 20, SyncMode.FSYNC, false, new YoungBudget(320 << 10, 60));

    @Test
    void whatIsRecoveredIsAStateNotOlderThanTheLastAnnounced() {
        long first = Long.getLong("leveret.crash.seed", System.nanoTime());
        int recycled = 0;
        long cold = 0;
        for (long seed = first; seed < first + ROUNDS; seed++) {
            try {
                Run run = new Run(seed);
                recycled += run.lives(4);
                cold += run.inRuns;
            } catch (AssertionError | Exception e) {
                throw new AssertionError("seed " + seed + ": -Dleveret.crash.seed=" + seed, e);
            }
        }
        assertThat(recycled).as("files that were recycled in %d rounds", ROUNDS).isGreaterThan(ROUNDS);
        assertThat(cold).as("messages recovered from cold files").isGreaterThan(ROUNDS);
    }

    @Test
    void aDiskThatDoesNotForceIsNoticed() throws IOException {
        int noticed = 0;
        for (int seed = 1; seed <= 10; seed++) {
            Run run = new Run(seed);
            run.disk.lieAboutForces();
            try {
                run.lives(4);
            } catch (AssertionError | IOException e) {
                noticed++;
            }
        }
        assertThat(noticed).isGreaterThan(5);
    }

    /** One disk and its lives. */
    private static final class Run {
        final Random random;
        final SimulatedDisk disk;
        final AtomicLong lastQueueId = new AtomicLong();
        final List<ModelPort> ports = new ArrayList<>();
        final BitSet turning = new BitSet();
        long nanos;
        long inRuns;

        Run(long seed) {
            random = new Random(seed);
            disk = new SimulatedDisk(seed);
            ports.add(new ModelPort("/", random, lastQueueId));
            ports.add(new ModelPort("other", random, lastQueueId));
        }

        /** Returns how many files the journals have left behind. */
        int lives(int count) throws IOException {
            int left = 0;
            for (int life = 0; life < count; life++) {
                FileJournal journal = recover();
                left += live(journal);
            }
            recover();
            return left;
        }

        private FileJournal recover() throws IOException {
            while (true) {
                if (random.nextInt(3) == 0) {
                    disk.cutPowerAfter(1 + random.nextInt(8));
                }
                try {
                    RecoveredState found = new RecoveredState();
                    FileJournal journal = FileJournal.recover(
                            DataDirectory.open(disk, random::nextLong),
                            SETTINGS,
                            found,
                            new Failure(this::failed),
                            () -> nanos);
                    disk.cutPowerAfter(Integer.MAX_VALUE / 2);
                    found.withBodies(journal);
                    inRuns += found.inRuns;
                    for (ModelPort port : ports) {
                        port.recovered(found);
                        port.open(journal);
                    }
                    assertThat(journal.highestQueueId()).isLessThanOrEqualTo(lastQueueId.get());
                    return journal;
                } catch (SimulatedDisk.PowerCut e) {
                    disk.restart();
                }
            }
        }

        private void failed(String message, Throwable cause) {
            if (!(cause instanceof SimulatedDisk.PowerCut)) {
                throw new AssertionError(message, cause);
            }
        }

        private int live(FileJournal journal) throws IOException {
            int steps = 50 + random.nextInt(1500);
            if (random.nextInt(3) > 0) {
                disk.cutPowerAfter(1 + random.nextInt(400));
            }
            disk.beforeChange(() -> {
                if (random.nextInt(4) == 0) {
                    stepWorker(journal);
                }
            });
            for (int i = 0; i < steps && !disk.isOff(); i++) {
                step(journal);
            }
            disk.beforeChange(() -> {});
            int released = journal.releasedFiles();
            if (disk.isOff()) {
                disk.restart();
            } else {
                endWithPower(journal);
            }
            return released;
        }

        private void endWithPower(FileJournal journal) throws IOException {
            int dice = random.nextInt(3);
            if (dice == 0) {
                disk.restart();
            } else if (dice == 1) {
                disk.kill();
            } else {
                disk.cutPowerAfter(random.nextBoolean() ? 1 + random.nextInt(6) : Integer.MAX_VALUE / 2);
                try {
                    ports.forEach(ModelPort::flush);
                    journal.close();
                } catch (SimulatedDisk.PowerCut e) {
                    // closing is no safer than anything else
                }
                if (!disk.isOff()) {
                    assertThat(ports).allMatch(ModelPort::allIsDurable);
                }
                disk.restart();
            }
        }

        private void step(FileJournal journal) {
            int dice = random.nextInt(20);
            ModelPort port = ports.get(random.nextInt(ports.size()));
            if (dice < 10) {
                port.act();
            } else if (dice < 13) {
                port.flush();
            } else if (dice < 19) {
                stepWorker(journal);
            } else {
                nanos += random.nextInt(100_000_000);
            }
        }

        /** Turns one of the threads, which may be at any of its calls of the disk when another is turned. */
        private void stepWorker(FileJournal journal) {
            int worker = List.of(0, 0, 0, 1, 1, 2, 3, 3).get(random.nextInt(8));
            if (turning.get(worker)) {
                return;
            }
            turning.set(worker);
            try {
                switch (worker) {
                    case 0 -> journal.stepWriter();
                    case 1 -> journal.stepSyncer();
                    case 2 -> journal.stepRecycler();
                    default -> journal.stepEvictor();
                }
            } finally {
                turning.clear(worker);
            }
        }
    }
}
