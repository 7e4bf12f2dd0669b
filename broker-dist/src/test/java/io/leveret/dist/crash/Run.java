package io.leveret.dist.crash;

import io.leveret.store.disk.CorruptStoreException;
import io.leveret.store.disk.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A disk and the nodes that live on it one after the other. The same seed gives the same run, up to the end that is planned. Owner: the test's thread. */
final class Run {
    private static final long LITTLE = 600_000;

    private static final long LONG_MILLIS = 3_600_000;
    private static final int NEVER = Integer.MAX_VALUE / 2;

    private final Random random;
    private final SimulatedDisk disk;
    private final History history = new History();
    private final Ending ending;
    /** The change of the disk at which the node is to end. */
    private int endAt;

    private int mark;

    private @Nullable TurnedNode node;
    private @Nullable Client client;
    private long nowMillis;
    private int releasedFiles;
    private long memory = TurnedNode.PLENTY;

    Run(long seed, Ending ending, int endAt) {
        this.random = new Random(seed);
        this.disk = new SimulatedDisk(seed + endAt);
        this.ending = ending;
        this.endAt = endAt;
    }

    /** With so little memory that ready messages leave it. */
    Run withLittleMemory() {
        memory = LITTLE;
        return this;
    }

    /** Plays without an end, and returns how many changes of the disk that takes. */
    static int changes(long seed, Scenario scenario) {
        return endless(seed, scenario).disk.changes();
    }

    /** Plays without an end, and returns how many changes of the disk there were when the scenario set its {@link #mark}. */
    static int changesUpToMark(long seed, Scenario scenario) {
        return endless(seed, scenario).mark;
    }

    private static Run endless(long seed, Scenario scenario) {
        return new Run(seed, Ending.TORN, NEVER).play(scenario);
    }

    /** Lets the scenario run until it or the node ends. */
    Run play(Scenario scenario) {
        try {
            start();
            scenario.play(this);
        } catch (NodeEnded e) {
            if (endAt == NEVER) {
                throw new AssertionError("the node ended without a reason", e);
            }
        }
        return this;
    }

    Random random() {
        return random;
    }

    TurnedNode node() {
        TurnedNode running = node;
        if (running == null) {
            throw new IllegalStateException("no node has started");
        }
        return running;
    }

    Client client() {
        Client connected = client;
        if (connected == null) {
            throw new IllegalStateException("no client is connected");
        }
        return connected;
    }

    /** How many journal files were given up. */
    int releasedFiles() {
        return releasedFiles + (node == null ? 0 : node.releasedFiles());
    }

    /** So much time passes, and the node has some turns. */
    void pass(long millis) {
        node().pass(millis);
        for (int turns = random.nextInt(40); turns > 0; turns--) {
            node().turn();
        }
    }

    void rest() {
        node().rest();
    }

    /** From here on an end is of interest. */
    void mark() {
        mark = disk.changes();
    }

    /** The node ends wherever it is, and the next one starts. */
    void restart(Ending how) {
        end(how);
        start();
    }

    private void start() {
        if (endAt > disk.changes()) {
            ending.plan(disk, endAt - disk.changes());
        }
        try {
            node = new TurnedNode(disk, random, nowMillis, memory);
        } catch (CorruptStoreException e) {
            throw new AssertionError("a journal that only a crash has touched is refused", e);
        } catch (IOException e) {
            throw new NodeEnded(e);
        }
        client = new Client(node, history, random);
    }

    private void end(Ending how) {
        if (client != null) {
            client.end();
            client = null;
        }
        if (node != null) {
            nowMillis = node.nowMillis();
            releasedFiles += node.releasedFiles();
            node = null;
        }
        disk.beforeChange(() -> {});
        how.restart(disk);
    }

    /** Ends the node, if it still runs, and looks where a later one has the messages. */
    void check() {
        end(ending);
        recover();
        Map<String, List<String>> found = new HashMap<>();
        node().rest();
        if (random.nextBoolean()) {
            takeAll(found);
        }
        node().pass(LONG_MILLIS); // what is due goes its way
        node().rest();
        takeAll(found);
        history.check(found);
        node().rest();
        end(Ending.LOST);
        recover();
        Map<String, List<String>> returned = new HashMap<>();
        takeAll(returned);
        if (!returned.isEmpty()) {
            throw new AssertionError("taken for good and back again: " + returned.values());
        }
    }

    /** Starts a node, now and then not at the first attempt. */
    private void recover() {
        endAt = 0;
        if (random.nextInt(3) == 0) {
            disk.cutPowerAfter(1 + random.nextInt(8));
        }
        while (node == null || client == null) {
            try {
                start();
            } catch (NodeEnded e) {
                end(Ending.TORN);
            }
        }
        disk.cutPowerAfter(NEVER);
    }

    private void takeAll(Map<String, List<String>> found) {
        for (Place queue : Place.queues()) {
            for (String body = client().take(queue.name()); body != null; body = client().take(queue.name())) {
                found.computeIfAbsent(body, any -> new ArrayList<>()).add(queue.name());
            }
        }
    }
}
