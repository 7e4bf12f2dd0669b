package io.leveret.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.store.backup.Backup;
import io.leveret.store.backup.BackupListener;
import io.leveret.store.backup.BackupRoot;
import io.leveret.store.disk.DataDirectory;
import io.leveret.store.disk.SimulatedDisk;
import io.leveret.store.eviction.YoungBudget;
import io.leveret.store.inspection.Findings;
import io.leveret.store.inspection.UnchangedDisk;
import io.leveret.store.inspection.Verification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Backups are taken at any time of a run of two cores at random, in the middle of evictions, snapshots and recycling; the power is cut anywhere. A start with a backup must bring
 * back exactly what a kill at the backup's moment would have left, which is a state that the cores were in, and no older than what was announced before it was asked for.
 */
class BackupAtRandomTest implements Findings {
    private static final int ROUNDS = Integer.getInteger("leveret.backup.rounds", 40);
    private static final JournalSettings SETTINGS =
            new JournalSettings(64 << 10, 1 << 20, SyncMode.FSYNC, false, new YoungBudget(320 << 10, 60));

    private int checked;
    private long cold;
    private int copiedWhileMoreWasWritten;

    @Test
    void aBackupIsOneMomentOfTheRun() {
        long first = Long.getLong("leveret.backup.seed", System.nanoTime());
        for (long seed = first; seed < first + ROUNDS; seed++) {
            try {
                new Run(seed).lives(3);
            } catch (AssertionError | Exception e) {
                throw new AssertionError("seed " + seed + ": -Dleveret.backup.seed=" + seed, e);
            }
        }
        assertThat(checked).as("backups in %d rounds", ROUNDS).isGreaterThan(ROUNDS);
        assertThat(cold).as("messages in their cold files").isGreaterThan(ROUNDS);
        assertThat(copiedWhileMoreWasWritten)
                .as("backups during which files were filled")
                .isGreaterThan(ROUNDS / 5);
    }

    @Override
    public void fault(String what) {
        throw new AssertionError(what);
    }

    @Override
    public void note(String what) {
        throw new AssertionError("a backup has no torn tail: " + what);
    }

    /** One disk and its lives. */
    private final class Run implements BackupListener {
        final Random random;
        final SimulatedDisk disk;
        final AtomicLong lastQueueId = new AtomicLong();
        final List<ModelPort> ports = new ArrayList<>();
        final BitSet turning = new BitSet();
        /** What a kill at the moment of a backup would have left, by its name. */
        final Map<String, RecoveredState> moments = new HashMap<>();

        final TreeSet<String> taken = new TreeSet<>();
        final List<Long> announced = new ArrayList<>();
        String underWay = "";
        long written;
        int lastBackup;
        long nanos;

        Run(long seed) {
            random = new Random(seed);
            disk = new SimulatedDisk(seed);
            if (random.nextBoolean()) {
                disk.refuseLinks();
            }
            ports.add(new ModelPort("/", random, lastQueueId));
            ports.add(new ModelPort("other", random, lastQueueId));
        }

        void lives(int count) throws IOException {
            for (int life = 0; life < count; life++) {
                FileJournal journal = recover();
                checkBackups(journal);
                live(journal);
            }
            checkBackups(recover());
        }

        private FileJournal recover() throws IOException {
            RecoveredState found = new RecoveredState();
            FileJournal journal = recover(disk, found);
            for (ModelPort port : ports) {
                port.recovered(found);
                port.open(journal);
            }
            return journal;
        }

        private FileJournal recover(SimulatedDisk from, RecoveredState found) throws IOException {
            FileJournal journal = FileJournal.recover(
                    DataDirectory.open(from, random::nextLong),
                    SETTINGS,
                    found,
                    new Failure(this::failed),
                    () -> nanos);
            found.withBodies(journal);
            return journal;
        }

        private void failed(String message, Throwable cause) {
            if (!(cause instanceof SimulatedDisk.PowerCut)) {
                throw new AssertionError(message, cause);
            }
        }

        private void live(FileJournal journal) throws IOException {
            if (random.nextInt(3) > 0) {
                disk.cutPowerAfter(1 + random.nextInt(800));
            }
            disk.beforeChange(() -> {
                if (random.nextInt(4) == 0) {
                    stepWorker(journal);
                }
            });
            for (int steps = 200 + random.nextInt(2000); steps > 0 && !disk.isOff(); steps--) {
                step(journal);
            }
            disk.beforeChange(() -> {});
            underWay = "";
            if (disk.isOff() || random.nextBoolean()) {
                disk.restart();
            } else {
                disk.cutPowerAfter(Integer.MAX_VALUE / 2);
                ports.forEach(ModelPort::flush);
                journal.close();
                disk.kill();
            }
        }

        private void step(FileJournal journal) {
            int dice = random.nextInt(80);
            ModelPort port = ports.get(random.nextInt(ports.size()));
            if (dice == 0 && underWay.isEmpty()) {
                begin(journal);
            } else if (dice < 40) {
                port.act();
            } else if (dice < 50) {
                port.flush();
            } else if (dice < 76) {
                stepWorker(journal);
            } else {
                nanos += random.nextInt(100_000_000);
            }
        }

        private void begin(FileJournal journal) {
            lastBackup++;
            underWay = "b" + lastBackup;
            announced.clear();
            ports.forEach(port -> announced.add(port.announced()));
            journal.backups().start(underWay, this);
        }

        /** Turns one of the threads, which may be at any of its calls of the disk when another is turned. */
        private void stepWorker(FileJournal journal) {
            int worker = List.of(0, 0, 0, 1, 1, 2, 3, 3, 4, 4).get(random.nextInt(10));
            if (turning.get(worker)) {
                return;
            }
            turning.set(worker);
            try {
                switch (worker) {
                    case 0 -> stepWriter(journal);
                    case 1 -> journal.stepSyncer();
                    case 2 -> journal.stepRecycler();
                    case 3 -> journal.stepEvictor();
                    default -> journal.stepBackup();
                }
            } finally {
                turning.clear(worker);
            }
        }

        private void stepWriter(FileJournal journal) {
            boolean before = journal.isHeldForBackup();
            journal.stepWriter();
            if (!before && journal.isHeldForBackup()) {
                written = journal.counters().octets();
                try {
                    moments.put(underWay, moment());
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
            if (before && journal.isHeldForBackup() && journal.counters().octets() - written > 256 << 10) {
                copiedWhileMoreWasWritten++;
                written = Long.MAX_VALUE;
            }
        }

        private RecoveredState moment() throws IOException {
            RecoveredState moment = new RecoveredState();
            recover(disk.copy(1), moment);
            for (int i = 0; i < ports.size(); i++) {
                ports.get(i).check(moment.vhost(ports.get(i).vhost()), announced.get(i));
            }
            return moment;
        }

        @Override
        public void taken(Backup backup) {
            assertThat(backup.name()).isEqualTo(underWay);
            taken.add(underWay);
            underWay = "";
        }

        @Override
        public void refused(String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void failed(String reason) {
            assertThat(reason).matches(".*the power is off|the broker stops");
            underWay = "";
        }

        /** After a start: those that are listed are whole, those that were told of are listed, and nothing else is there. */
        private void checkBackups(FileJournal journal) throws IOException {
            journal.stepBackup();
            List<String> listed =
                    journal.backups().list().stream().map(Backup::name).toList();
            assertThat(listed).containsAll(taken);
            assertThat(disk.list(BackupRoot.DIRECTORY)).containsExactlyInAnyOrderElementsOf(listed);
            for (String name : listed) {
                restore(name);
            }
            for (String name : listed) {
                delete(BackupRoot.DIRECTORY + "/" + name); // checked once
                taken.remove(name);
            }
        }

        private void restore(String name) throws IOException {
            SimulatedDisk restored = disk.copyOf(BackupRoot.DIRECTORY + "/" + name, random.nextLong());
            UnchangedDisk looked = new UnchangedDisk(restored, octets -> {});
            try (DataDirectory directory = DataDirectory.open(looked, random::nextLong)) {
                new Verification(directory, BackupAtRandomTest.this).run();
            }
            RecoveredState found = new RecoveredState();
            recover(restored, found);
            RecoveredState expected = moments.get(name);
            for (ModelPort port : ports) {
                assertThat(found.vhost(port.vhost())).as(name).isEqualTo(expected.vhost(port.vhost()));
            }
            assertThat(found.highest).as("numbers that are not given out again").isEqualTo(expected.highest);
            checked++;
            cold += found.inRuns;
        }

        private void delete(String path) throws IOException {
            for (String name : disk.list(path)) {
                delete(path + "/" + name);
            }
            disk.delete(path);
            disk.forceDirectory(path.substring(0, path.lastIndexOf('/')));
        }
    }
}
