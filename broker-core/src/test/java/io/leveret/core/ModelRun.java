package io.leveret.core;

import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.message.FieldTable;
import io.leveret.core.policy.ApplyTo;
import io.leveret.core.policy.Policy;
import io.leveret.core.queue.QueueContents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random steps over several connections and several lives of a virtual host, against a {@link Model}. */
final class ModelRun {
    private static final int CONNECTIONS = 4;
    private static final int PAUSE_MILLIS = 10;
    private static final int STEPS_OF_A_LIFE = 500;
    private static final int LOST_STEPS = 40;
    private static final int[] MILLIS = {1, 5, 20, 100};
    private static final VirtualHostLimits LIMITS = new VirtualHostLimits(60_000, 1 << 20);
    private static final long[] MARKS = {0, 0, 2_000, 10_000, LIMITS.pageOutBytes()};
    private static final long FOREVER = Long.MAX_VALUE;

    private final long seed;
    private final Random random;
    private final ModelChoices choices;
    private final Model model = new Model();
    private final List<ModelClient> clients = new ArrayList<>();
    private TestVhost vhost = new TestVhost(LIMITS);
    private ModelAudit audit = new ModelAudit(vhost.journal());
    private ModelObserver observer = new ModelObserver(model, vhost.journal());
    private boolean restless;
    private long durableLimit = FOREVER;
    private int step;

    ModelRun(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.choices = new ModelChoices(random, 0);
    }

    /** Takes so many steps; fails with all that is needed to do it again. */
    void run(int steps) {
        try {
            declareExchanges();
            while (step < steps) {
                live(Math.min(STEPS_OF_A_LIFE, steps - step));
                die();
            }
            end();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(
                    "failed with -Dmodel.seed=" + seed + " in step " + step + ": " + e.getMessage() + "\n"
                            + model.story(),
                    e);
        }
    }

    int commandsRun() {
        return model.commandsRun;
    }

    private void declareExchanges() {
        TestChannel channel = vhost.channel()
                .exchange(new ExchangeDeclaration("fan", "fanout", false, true, false, false, FieldTable.EMPTY))
                .exchange(new ExchangeDeclaration(
                        "later",
                        "x-delayed-message",
                        false,
                        true,
                        false,
                        false,
                        FieldTable.builder().put("x-delayed-type", "direct").build()));
        channel.sync();
        long id = 1;
        while (vhost.vhost().topology().queue(id) == null) {
            id++;
        }
        model.later = new ModelQueue("later", id, true, null, Map.of());
        model.later.rules.add(ModelRules.NONE);
        model.byId.put(id, model.later);
        model.from = vhost.executor().nowMillis();
    }

    /** One life of the virtual host. */
    private void live(int steps) {
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(new ModelClient(model, vhost, random, i));
        }
        for (int i = 0; i < steps; i++) {
            step();
        }
    }

    private void step() {
        step++;
        if (!restless && random.nextInt(16) == 0) {
            new ModelManagement(model, vhost, random).any();
            rest();
            return;
        }
        int chance = random.nextInt(100);
        ModelClient client = clients.get(random.nextInt(CONNECTIONS));
        if (chance < 64) {
            client.ask();
        } else if (chance < 76) {
            client.connection().flushOnly();
        } else if (chance < 83) {
            makeDurable();
        } else if (chance < 90) {
            vhost.store().answerAny(random);
        } else if (chance < 91) {
            mark();
            compact();
        } else if (chance < 96) {
            if (random.nextBoolean()) { // what is asked and what was read come when it is later, before any timer does
                client.ask();
                vhost.store().answer();
            }
            advance(MILLIS[random.nextInt(MILLIS.length)]);
        } else if (chance < 98) {
            changePolicies();
        } else if (chance < 99) {
            vhost.journal().room(false);
        } else if (!restless && random.nextInt(3) == 0) {
            client.drop();
            vhost.run();
            client.observe(observer);
            clients.set(clients.indexOf(client), new ModelClient(model, vhost, random, client.number()));
        }
        if (!vhost.journal().hasRoom() && random.nextInt(10) == 0) {
            makeRoom();
        }
        rest();
    }

    /** What had to wait for the journal goes on a moment later. */
    private void makeRoom() {
        vhost.journal().room(true);
        model.pausedUntil = vhost.executor().nowMillis() + PAUSE_MILLIS;
    }

    private void makeDurable() {
        FakeJournal journal = vhost.journal();
        long durable = journal.durablePosition();
        long most = Math.min(journal.flushedPosition(), durableLimit);
        if (most > durable) {
            journal.durable(durable + random.nextLong(most - durable + 1));
        }
    }

    /** From now on memory is short: all that is ready is to leave it, or nothing, or what is above some octets. */
    private void mark() {
        long mark = MARKS[random.nextInt(MARKS.length)];
        model.tell("mark of memory " + mark);
        vhost.vhost().ledger().limit(LIMITS.memoryBytes(), mark, random.nextInt(3) > 0 ? 0 : mark);
        vhost.store().full(random.nextInt(10) == 0);
    }

    /** What waits is made octets, if there is much of it, or little. */
    private void compact() {
        vhost.memory().room(random.nextInt(5) * 3);
        for (ModelQueue queue : model.queues.values()) {
            vhost.queue(queue.name)
                    .pageOut()
                    .runEarly(random.nextInt(3), 1_000, vhost.journal().durablePosition());
        }
    }

    private void advance(long millis) {
        vhost.executor().advance(millis);
        model.tell("it is " + vhost.executor().nowMillis());
        if (!restless) {
            model.from = vhost.executor().nowMillis();
        }
    }

    /** The command of the core and what the model makes of it run one after the other. */
    private void changePolicies() {
        ModelPolicies.Put put = choices.policy();
        CoreControl control = vhost.loop().control();
        if (random.nextInt(3) > 0) {
            FieldTable definition = ModelChoices.table("", put.definition());
            Policy policy = Policy.of(put.name(), put.pattern(), ApplyTo.QUEUES, put.priority(), definition);
            control.putPolicy(put.layer(), policy, answer());
            vhost.executor().execute(() -> {
                model.tell("policy " + put);
                model.policies.put(put);
                model.policiesChanged();
            });
        } else if (model.policies.all().stream()
                .anyMatch(one -> one.layer() == put.layer() && one.name().equals(put.name()))) {
            control.deletePolicy(put.layer(), put.name(), answer());
            vhost.executor().execute(() -> {
                model.tell("no policy " + put.layer() + " " + put.name());
                model.policies.remove(put.layer(), put.name());
                model.policiesChanged();
            });
        }
    }

    private Answer answer() {
        return new Answer() {
            @Override
            public void done() {}

            @Override
            public void refused(ChangeRefusedException why) {
                model.tell("refused: " + why.getMessage()); // another step took it away before
            }
        };
    }

    /** Mostly the core comes to rest after a step, and all is checked; now and then the next step falls into its turns. */
    private void rest() {
        if (random.nextInt(10) == 0) {
            vhost.executor().runSome(random);
            restless = true;
        } else {
            check();
        }
    }

    private void check() {
        vhost.run();
        restless = false;
        model.tell("at rest, step " + step);
        clients.forEach(client -> client.observe(observer));
        ModelCensus census = new ModelCensus(model, vhost);
        census.queues();
        clients.forEach(client -> client.count(census));
        observer.checkDeliveries();
        Map<ModelKey, ModelCopy> before = model.copies;
        ModelLaws laws = new ModelLaws(model, vhost, census);
        laws.explain();
        laws.checkQueues();
        laws.checkDeliveries(before);
        laws.checkJournal(audit);
        model.rest(vhost.executor().nowMillis());
        clients.forEach(ModelClient::rest);
        clients.forEach(ModelClient::checkNobodyWaitsInVain);
    }

    /** The power goes: at once with all that is not durable, or when all is. */
    private void die() {
        check();
        if (random.nextBoolean()) {
            settleDown();
        }
        Model.Snapshot stored = model.snapshot(vhost.journal().lastPosition());
        durableLimit = stored.position();
        for (int lost = random.nextInt(LOST_STEPS); lost > 0; lost--) {
            step();
        }
        durableLimit = FOREVER;
        if (vhost.journal().durablePosition() < stored.position()) {
            vhost.journal().durable(stored.position());
        }
        model.restart(stored);
        vhost.journal().cold(random.nextLong(stored.position() + 1));
        clients.clear();
        vhost = vhost.crashAndRecover(LIMITS, random.nextInt(200));
        audit = new ModelAudit(vhost.journal());
        observer = new ModelObserver(model, vhost.journal());
        model.from = vhost.executor().nowMillis();
        check();
    }

    /** All becomes durable, and all that was owed has come: what is flushed or durable lets commands go on that waited. */
    private void settleDown() {
        makeRoom();
        int before;
        do {
            before = model.commandsRun;
            vhost.sync();
            clients.forEach(client -> client.connection().flush());
            vhost.sync();
        } while (model.commandsRun > before);
        check();
        clients.forEach(ModelClient::checkNothingIsOwed);
    }

    /** All queues are deleted, and nothing is left of them. */
    private void end() {
        TestChannel channel = vhost.channel();
        for (ModelQueue queue : List.copyOf(model.queues.values())) {
            model.deleted(queue);
            channel.delete(queue.name);
        }
        advance(MILLIS[MILLIS.length - 1]);
        check();
        while (vhost.store().answer()) {
            check();
        }
        long left =
                (long) audit.size() + vhost.store().pagedOut() + vhost.memory().kept();
        if (vhost.vhost().ledger().held() != 0
                || left != 0
                || !QueueContents.isAtRest(vhost.vhost().ledger())) {
            throw new AssertionError(vhost.vhost().ledger().held() + " octets held, " + audit.size()
                    + " messages in the journal, " + vhost.store().pagedOut() + " paged out, "
                    + vhost.memory().kept() + " blocks of octets kept");
        }
    }
}
