package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.Model.Ch;
import io.leveret.core.Model.Q;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Many random steps over several connections against a {@link Model}. {@code -Dmodel.seed} repeats a run that failed, {@code -Dmodel.steps} makes it
 * longer.
 */
class ModelRunTest {
    private static final int CONNECTIONS = 4;
    private static final int STEPS_OF_A_LIFE = 1_000;
    private static final VirtualHostLimits LIMITS = new VirtualHostLimits(60_000, 1 << 20);

    private final Model model = new Model();
    private TestVhost vhost = new TestVhost(LIMITS);
    private ModelObserver observer = new ModelObserver(model, vhost.journal());
    private final List<ModelClient> clients = new ArrayList<>();
    private Random random = new Random();
    private boolean restless;
    private boolean paged;

    @Test
    void everyMessageIsReadyUnackedOrGoneWhateverHappens() {
        int steps = Integer.getInteger("model.steps", 40_000);
        long seed = Long.getLong("model.seed", 20_261_123L);
        random = new Random(seed);
        int step = 0;
        try {
            while (step < steps) {
                live(Math.min(STEPS_OF_A_LIFE, steps - step));
                step += STEPS_OF_A_LIFE;
                die();
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "failed with -Dmodel.seed=" + seed + " in the life that began with step " + step + ": "
                            + e.getMessage() + "\n" + model.story(),
                    e);
        }
    }

    /** One life of the virtual host. */
    private void live(int steps) {
        vhost.channel()
                .exchange(new ExchangeDeclaration(
                        "fan", "fanout", false, true, false, false, io.leveret.core.message.FieldTable.EMPTY));
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(new ModelClient(model, vhost, random, i));
        }
        observer.strict(true);
        for (int step = 0; step < steps; step++) {
            step();
        }
    }

    private void step() {
        boolean late = clients.stream().anyMatch(ModelClient::isLate);
        int ran = model.commandsRun;
        int chance = random.nextInt(100);
        ModelClient client = clients.get(random.nextInt(CONNECTIONS));
        if (chance < 70) {
            client.ask();
        } else if (chance < 82) {
            client.connection().flushOnly();
        } else if (chance < 92) {
            FakeJournal journal = vhost.journal();
            journal.durable(journal.durablePosition()
                    + random.nextLong(journal.flushedPosition() - journal.durablePosition() + 1));
        } else if (chance < 98) {
            paged |= vhost.store().answer();
        } else if (chance < 99) {
            vhost.journal().room(random.nextInt(3) > 0);
        } else if (!restless && random.nextInt(3) == 0) {
            client.drop();
            clients.set(clients.indexOf(client), new ModelClient(model, vhost, random, client.number()));
        }
        rest(late, ran);
    }

    /** Mostly the core comes to rest after a step, and all is checked; now and then the next step falls into its turns. */
    private void rest(boolean late, int ranBefore) {
        if (random.nextInt(10) == 0) {
            vhost.executor().runSome(random);
            restless = true;
            return;
        }
        vhost.run();
        model.tell("at rest" + (late ? ", late" : ""));
        int ran = model.commandsRun - ranBefore;
        boolean committed = clients.stream().anyMatch(ModelClient::takeCommitted);
        observer.strict(!restless && !late && ran <= 1 && !committed);
        if (paged) {
            observer.paged();
        }
        clients.forEach(client -> client.observe(observer));
        observer.checkOrder();
        restless = false;
        paged = false;
        if (clients.stream().noneMatch(ModelClient::isLate)) {
            checkCounts();
            clients.forEach(ModelClient::checkNobodyWaitsInVain);
        }
    }

    private void checkCounts() {
        for (Q queue : model.queues.values()) {
            assertThat(vhost.queue(queue.name)).as("queue %s", queue.name).isNotNull();
            assertThat(vhost.queue(queue.name).readyCount())
                    .as("ready in %s", queue.name)
                    .isEqualTo(queue.ready.size());
            long unacked = clients.stream()
                    .flatMap(client -> client.channels().stream())
                    .flatMap(Ch::held)
                    .filter(one -> one.queue() == queue)
                    .count();
            assertThat(vhost.queue(queue.name).unackedCount())
                    .as("unacked of %s", queue.name)
                    .isEqualTo((int) unacked);
            assertThat(vhost.queue(queue.name).consumerCount())
                    .as("consumers of %s", queue.name)
                    .isEqualTo(queue.consumers.size());
        }
        assertThat(vhost.vhost().topology().queues()).hasSameSizeAs(model.queues.values());
    }

    /** All becomes durable, all that was owed has come, and the power goes; before it the connections, or not. */
    private void die() {
        vhost.journal().room(true);
        observer.strict(false);
        settleDown();
        clients.forEach(ModelClient::checkNothingIsOwed);
        if (random.nextBoolean()) {
            clients.forEach(ModelClient::lose);
        } else {
            for (ModelClient client : clients) {
                client.drop();
                settleDown();
            }
        }
        vhost.sync();
        model.restart();
        TestVhost old = vhost;
        List<ModelClient> lost = List.copyOf(clients);
        clients.clear();
        vhost = old.crashAndRecover(LIMITS);
        observer = new ModelObserver(model, vhost.journal());
        checkCounts();
        checkMessages();
        lost.forEach(client -> client.connection().dropOnly());
        old.run();
        TestChannel last = old.channel();
        List.copyOf(old.vhost().topology().queues()).forEach(queue -> last.delete(queue.name()));
        assertThat(old.held()).as("memory held by no message").isZero();
        vhost = vhost.crashAndRecover(LIMITS);
        observer = new ModelObserver(model, vhost.journal());
        checkCounts();
    }

    /** All becomes durable, and all that was owed has come: what is flushed or durable lets commands go on that waited. */
    private void settleDown() {
        int before;
        do {
            before = model.commandsRun;
            vhost.sync();
            clients.forEach(client -> client.connection().flush());
            vhost.sync();
        } while (model.commandsRun > before);
        clients.forEach(client -> client.observe(observer));
    }

    /** Reads a copy of the recovered queues: bodies, order, redelivered. */
    private void checkMessages() {
        for (Q queue : model.queues.values()) {
            TestChannel reader = vhost.channel();
            for (var entry : queue.ready.values()) {
                reader.get(queue.name);
                while (vhost.store().answer()) {
                    vhost.run();
                }
                String expected = "get-ok \\d+ " + entry.id + " left=\\d+";
                expected += entry.maybe ? "( redelivered)?" : entry.redelivered ? " redelivered" : "";
                assertThat(reader.events()).singleElement().asString().matches(expected);
            }
        }
    }
}
