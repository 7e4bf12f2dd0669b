package io.leveret.dist.crash;

import io.leveret.core.Command;
import io.leveret.core.CommandBatch;
import io.leveret.core.CoreLoop;
import io.leveret.core.FakePort;
import io.leveret.core.NodeReplay;
import io.leveret.core.Session;
import io.leveret.core.StepExecutor;
import io.leveret.core.VirtualHost;
import io.leveret.core.VirtualHostLimits;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.Rights;
import io.leveret.core.access.User;
import io.leveret.core.channel.ClientCapabilities;
import io.leveret.core.channel.SessionSettings;
import io.leveret.core.journal.DurableListener;
import io.leveret.core.message.OctetMemory;
import io.leveret.store.disk.SimulatedDisk;
import io.leveret.store.eviction.YoungBudget;
import io.leveret.store.journal.JournalSettings;
import io.leveret.store.journal.SyncMode;
import io.leveret.store.journal.TurnedJournal;
import java.io.IOException;
import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A node with one virtual host: core and journal, turned by hand as chance wants it. Owner: the test's thread. */
final class TurnedNode implements DurableListener {
    private static final String VHOST = "/";
    static final long PLENTY = 1L << 40;

    private static final int MANY = 200_000;
    private static final long PATIENCE_NANOS = 1_000_000_000;
    /** So small that what stays leaves the journal. */
    private static final JournalSettings SETTINGS =
            new JournalSettings(64 << 10, 1 << 20, SyncMode.FSYNC, false, new YoungBudget(320 << 10, 50));

    private final SimulatedDisk disk;
    private final Random random;
    private final StepExecutor executor = new StepExecutor();
    private final VirtualHost vhost;
    private final CoreLoop loop;
    private final TurnedJournal journal;
    private final BitSet turning = new BitSet();
    private @Nullable Throwable fatal;
    private long nanos;
    private long durable;

    /** Starts with what is on the disk, at that time of the day, with so much memory for messages. */
    TurnedNode(SimulatedDisk disk, Random random, long nowMillis, long memory) throws IOException {
        this.disk = disk;
        this.random = random;
        executor.advance(Math.max(0, nowMillis - executor.nowMillis()));
        vhost = new VirtualHost(
                VHOST, new VirtualHostLimits(memory, PLENTY), OctetMemory.NONE, () -> "token", new SplittableRandom(1));
        loop = new CoreLoop(vhost, executor, executor::nowMillis);
        NodeReplay replay = new NodeReplay(
                Map.of(VHOST, vhost),
                name -> {
                    throw new IllegalStateException("no other vhost in this journal: " + name);
                },
                setting -> {});
        journal = TurnedJournal.recover(disk, SETTINGS, replay, (message, cause) -> fatal = cause, () -> nanos);
        vhost.start(journal.open(this), journal.messages(), journal.highestQueueId() + 1);
        disk.beforeChange(this::meanwhile);
    }

    /** A change of the disk takes its time, and the others go on. */
    private void meanwhile() {
        if (random.nextInt(4) == 0) {
            step();
        }
    }

    @Override
    public void durable(long position) {
        durable = position;
        loop.durable(position);
    }

    @Override
    public void roomAgain() {
        loop.roomAgain();
    }

    /** Up to where the journal said that it is durable. */
    long durable() {
        return durable;
    }

    long nowMillis() {
        return executor.nowMillis();
    }

    /** How many journal files have been given up. */
    int releasedFiles() {
        return journal.releasedFiles();
    }

    Session connect(FakePort port) {
        User user = new User("guest", Set.of(), Map.of(VHOST, Rights.of(Permissions.ALL)));
        return loop.open(new SessionSettings(user, null, "test", PLENTY, ClientCapabilities.ALL), port);
    }

    /** Has a command run, and then one that looks what came of it. */
    void submit(Session session, int channel, Command command, Command after) {
        CommandBatch batch = new CommandBatch();
        batch.add(channel, 0, command);
        batch.add(channel, 0, after);
        loop.submit(session, batch);
    }

    void openChannel(Session session, int channel) {
        CommandBatch batch = new CommandBatch();
        batch.open(channel, 0, (core, opened) -> {});
        loop.submit(session, batch);
    }

    /** Core or journal, one of them does one step. */
    void turn() {
        step();
        alive();
    }

    private void step() {
        int dice = random.nextInt(14);
        turn(dice < 5 ? journal.workers() : dice < 8 ? 0 : dice < 10 ? 1 : dice - 8);
    }

    /** A worker of the journal or, one number higher, the core; nobody is turned while it is in the middle of something. */
    private boolean turn(int who) {
        if (turning.get(who)) {
            return false;
        }
        turning.set(who);
        try {
            return who == journal.workers() ? executor.step() : journal.turn(who);
        } finally {
            turning.clear(who);
        }
    }

    /** Until nobody has anything left to do. */
    void rest() {
        int idle = 0;
        for (int i = 0; idle < 2; i++) {
            if (i == MANY) {
                throw new AssertionError("the node does not come to rest");
            }
            boolean worked = false;
            for (int who = 0; who <= journal.workers(); who++) {
                worked |= turn(who);
            }
            alive();
            if (worked) {
                idle = 0;
            } else {
                idle++;
                nanos += PATIENCE_NANOS; // what nobody waits for is forced after a while
            }
        }
    }

    void pass(long millis) {
        executor.advance(millis);
    }

    private void alive() {
        if (fatal instanceof RuntimeException || fatal instanceof Error) {
            throw new AssertionError("a defect of the journal", fatal);
        }
        if (fatal != null) {
            throw new NodeEnded(fatal);
        }
        if (disk.isOff()) {
            throw new NodeEnded(new IOException("power was cut"));
        }
    }
}
