package io.leveret.dist.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.leveret.dist.BrokerTotals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A soak: the same load twice, first to warm up, and what the broker holds after each. */
record SoakRun(long seed, Duration warmUp, Duration duration, int killEveryMillis) {
    private static final System.Logger LOG = System.getLogger(SoakRun.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long MIB = 1 << 20;
    private static final long MORE_HEAP_BYTES = 8 * MIB;
    private static final long MORE_DIRECT_BYTES = 16 * MIB;
    private static final int MORE_FILES = 4;

    /** Open files of the journal, and two sockets of who looks. */
    private static final int MORE_DESCRIPTORS = MORE_FILES + 2;

    /** What a load has come to. */
    private record Outcome(SoakLedger ledger, Map<End, Integer> kills, Probe.Times probe) {
        @Override
        public String toString() {
            return "published %d, confirmed %d, consumed %d; ended clients %s; a client beside them: %s"
                    .formatted(ledger.issuedCount(), ledger.confirmedCount(), ledger.settledCount(), kills, probe);
        }
    }

    void run(Path folder) throws Exception {
        say("seed {0}", Long.toString(seed));
        try (SoakBroker broker = SoakBroker.start(folder)) {
            BrokerTotals empty = broker.totals(); // the exchanges that there always are
            say("warm-up: {0}", load(broker, warmUp, seed));
            Footprint before = footprint(broker, empty);
            say("after the warm-up: {0}", before);
            Outcome outcome = load(broker, duration, seed + 1);
            say("soak: {0}", outcome);
            Footprint after = awaitBack(broker, before, empty);
            say("at the end: {0}", after);
            assertThat(outcome.kills()).as("ways in which clients were ended").containsOnlyKeys(End.values());
            assertThat(broker.stop()).as("exit code").isZero();
            assertThat(broker.complaints()).as("log, seed %d", seed).isEmpty();
        }
    }

    private static void say(String what, Object value) {
        LOG.log(System.Logger.Level.INFO, what, value);
    }

    private static Footprint footprint(SoakBroker broker, BrokerTotals empty) throws Exception {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(broker.totals()).isEqualTo(empty));
        return Footprint.of(broker);
    }

    /** What is held by nobody goes in its time: lingering sockets, files of the journal, a few octets that wait for a thread. */
    private static Footprint awaitBack(SoakBroker broker, Footprint before, BrokerTotals empty) throws Exception {
        Footprint[] last = {footprint(broker, empty)};
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            last[0] = Footprint.of(broker);
            assertThat(last[0].heapBytes()).as("heap").isLessThan(before.heapBytes() + MORE_HEAP_BYTES);
            assertThat(last[0].directBytes()).as("direct memory").isLessThan(before.directBytes() + MORE_DIRECT_BYTES);
            assertThat(last[0].fileDescriptors())
                    .as("descriptors")
                    .isLessThanOrEqualTo(before.fileDescriptors() + MORE_DESCRIPTORS);
            assertThat(last[0].threads()).as("threads").isEqualTo(before.threads());
            assertThat(last[0].files()).as("files").isLessThanOrEqualTo(before.files() + MORE_FILES);
            assertThat(last[0].totals()).isEqualTo(empty);
        });
        return last[0];
    }

    private Outcome load(SoakBroker broker, Duration time, long seedOfLoad) throws Exception {
        Doors doors = broker.doors();
        SoakLedger ledger = new SoakLedger(seedOfLoad);
        try (Connection connection = doors.factory(false).newConnection();
                Channel channel = connection.createChannel()) {
            Topology.declare(channel);
            Probe probe = new Probe(doors, ledger);
            Passing passing = new Passing(ledger);
            List<Client> clients = clients(doors, ledger, passing, seedOfLoad);
            Killer killer = new Killer(clients, seedOfLoad, killEveryMillis);
            LockSupport.parkNanos(time.toNanos());
            killer.stop();
            clients.forEach(Client::over);
            for (Client client : clients) {
                client.awaitEnd();
            }
            Outcome outcome = new Outcome(ledger, killer.kills(), probe.stop());
            drain(channel, ledger);
            passing.deleteUnfinished(channel);
            Topology.delete(channel);
            assertThat(ledger.trouble()).as("seed %d", seed).isEmpty();
            return outcome;
        }
    }

    /** Messages of those that were ended last come back when the broker has noticed, late ones when they expire. */
    private void drain(Channel channel, SoakLedger ledger) {
        await().atMost(PATIENCE)
                .until(() -> !Getting.drain(channel, ledger)
                        && Topology.left(channel) == 0
                        && ledger.missing().isEmpty());
        assertThat(ledger.missing()).as("confirmed and lost, seed %d", seed).isEmpty();
    }

    private static List<Client> clients(Doors doors, SoakLedger ledger, Passing passing, long seed) {
        List<Client.Doing> doings = List.of(
                new Publishing(ledger),
                new Transactions(ledger),
                new Getting(ledger),
                passing,
                new Visiting(),
                new Vandal());
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 2 * doings.size(); i++) {
            Client.Doing doing = doings.get(i / 2);
            String name = doing.getClass().getSimpleName() + "-" + i % 2;
            clients.add(new Client(name, doing, doors, ledger, seed * 100 + i));
        }
        for (String queue : Topology.COUNTED) {
            Client.Doing doing = new Consuming(queue, ledger);
            clients.add(new Client("consumer of " + queue, doing, doors, ledger, seed * 100 + clients.size()));
        }
        return clients;
    }
}
