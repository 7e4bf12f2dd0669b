package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.Permissions;
import io.leveret.core.access.Rights;
import io.leveret.core.access.User;
import io.leveret.core.channel.ClientCapabilities;
import io.leveret.core.channel.ConnectionDetails;
import io.leveret.core.channel.NetworkAddress;
import io.leveret.core.channel.SessionSettings;
import io.leveret.core.event.BrokerEvent;
import io.leveret.core.event.EventKind;
import io.leveret.core.message.FieldTable;
import io.leveret.core.policy.ApplyTo;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.PolicyLayer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What observers hear of a virtual host. */
class EventsTest {
    private final TestVhost vhost = new TestVhost();
    private final FakeObserver observer = new FakeObserver();

    EventsTest() {
        vhost.vhost().observe(observer.observers());
    }

    private TestConnection client() {
        User user = new User("ann", Set.of(), Map.of(TestVhost.NAME, Rights.of(Permissions.ALL)));
        ConnectionDetails details = new ConnectionDetails(
                new NetworkAddress("10.0.0.1", 4711),
                new NetworkAddress("broker", 5672),
                null,
                "PLAIN",
                FieldTable.builder().put("connection_name", "till 7").build(),
                0,
                131_072,
                2047,
                60);
        FakePort port = new FakePort();
        SessionSettings settings =
                new SessionSettings(user, null, "10.0.0.1:4711", 1L << 40, ClientCapabilities.ALL, details);
        TestConnection connection = new TestConnection(vhost, vhost.loop().open(settings, port), port);
        vhost.run();
        return connection;
    }

    private BrokerEvent event(EventKind kind) {
        return observer.takeEvents().stream()
                .filter(event -> event.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aQueueIsToldOfWhenItComesAndGoesAndNotWhenItIsDeclaredAgain() {
        TestChannel channel = vhost.channel();
        channel.declare("q").declare("q").declarePassive("q");
        assertThat(observer.names()).containsExactly("queue.created");
        channel.delete("q").delete("q");
        assertThat(observer.names()).containsExactly("queue.deleted");
        assertThat(observer.audit()).containsExactly("guest HTTP queue.declare q OK", "guest HTTP queue.delete q OK");
    }

    @Test
    void theFactsAreNamedAsByRabbitMq() {
        client().channel(1).declareExclusive("q");

        FieldTable facts = event(EventKind.QUEUE_CREATED).facts();
        assertThat(facts.get("name").text()).isEqualTo("q");
        assertThat(facts.get("vhost").text()).isEqualTo("/");
        assertThat(facts.get("user_who_performed_action").text()).isEqualTo("ann");
        assertThat(facts.get("owner_pid").text()).isEqualTo("10.0.0.1:4711");
        assertThat(facts.get("exclusive").asBoolean()).isTrue();
        assertThat(facts.get("durable").asBoolean()).isFalse();
    }

    @Test
    void aConnectionWithAllItDoesIsToldOf() {
        TestConnection connection = client();
        connection.channel(1).declare("q").consume("q");
        assertThat(observer.names())
                .containsExactly("connection.created", "channel.created", "queue.created", "consumer.created");
        connection.drop();
        assertThat(observer.names()).containsExactly("consumer.deleted", "channel.closed", "connection.closed");
    }

    @Test
    void whileNobodyListensOnlyBindingsAreToldOf() {
        observer.quiet();
        TestConnection connection = client();
        connection.channel(1).declare("q").consume("q").bind("amq.direct", "q", "k");
        connection.drop();
        assertThat(observer.names()).containsExactly("binding.created");
    }

    @Test
    void exclusiveQueuesAndAutoDeleteExchangesGoByTheBrokersOwnDoing() {
        TestConnection connection = client();
        connection
                .channel(1)
                .declareExclusive("q")
                .exchange(new ExchangeDeclaration("x", "fanout", false, false, true, false, FieldTable.EMPTY))
                .bind("x", "q", "k");
        observer.audit();
        observer.takeEvents();
        connection.drop();

        assertThat(observer.names())
                .containsExactly(
                        "channel.closed", "queue.deleted", "binding.deleted", "exchange.deleted", "connection.closed");
        assertThat(observer.audit())
                .containsExactly("rmq-internal BROKER queue.delete q OK", "rmq-internal BROKER exchange.delete x OK");
    }

    @Test
    void bindingsAreToldOfWithBothEnds() {
        TestChannel channel = client().channel(1);
        channel.declare("q").exchange("x", "topic").bind("x", "q", "a.#").bind("x", "q", "a.#");
        FieldTable facts = event(EventKind.BINDING_CREATED).facts();
        assertThat(facts.get("source_name").text()).isEqualTo("x");
        assertThat(facts.get("destination_name").text()).isEqualTo("q");
        assertThat(facts.get("destination_kind").text()).isEqualTo("queue");
        assertThat(facts.get("routing_key").text()).isEqualTo("a.#");
        channel.unbind("x", "q", "a.#").unbind("x", "q", "a.#");
        assertThat(observer.names()).containsExactly("binding.deleted");
        assertThat(observer.audit())
                .containsExactly(
                        "ann AMQP queue.declare q OK",
                        "ann AMQP exchange.declare x OK",
                        "ann AMQP queue.bind q OK",
                        "ann AMQP queue.unbind q OK");
    }

    @Test
    void theAuditHearsOfWhatIsRefused() {
        vhost.connect(Permissions.of("^mine", "", "")).channel(1).declare("theirs");
        TestChannel channel = client().channel(1);
        channel.declare("q").declareDurable("q");
        client().channel(1).bind("amq.direct", "none", "k");
        client().channel(1).purge("none");
        client().channel(1).declarePassive("none");

        assertThat(observer.audit())
                .containsExactly(
                        "guest HTTP queue.declare theirs REFUSED",
                        "ann AMQP queue.declare q OK",
                        "ann AMQP queue.declare q REFUSED",
                        "ann AMQP queue.bind none REFUSED",
                        "ann AMQP queue.purge none REFUSED");
    }

    @Test
    void policiesAreToldOf() {
        Answer answer = new Answer() {
            @Override
            public void done() {}

            @Override
            public void refused(io.leveret.core.error.ChangeRefusedException why) {}

            @Override
            public io.leveret.core.event.Actor actor() {
                return io.leveret.core.event.Actor.http("op");
            }
        };
        Policy policy = Policy.of(
                "p",
                "^q",
                ApplyTo.ALL,
                1,
                FieldTable.builder().put("max-length", 5).build());
        vhost.loop().control().putPolicy(PolicyLayer.USER, policy, answer);
        vhost.sync();
        vhost.loop().control().deletePolicy(PolicyLayer.USER, "p", answer);
        vhost.sync();
        vhost.loop().control().deletePolicy(PolicyLayer.OPERATOR, "p", answer);
        vhost.sync();
        assertThat(observer.names()).containsExactly("policy.set", "policy.cleared");
        assertThat(observer.audit())
                .containsExactly(
                        "op HTTP policy.set p OK",
                        "op HTTP policy.clear p OK",
                        "op HTTP operator_policy.clear p REFUSED");
    }

    @Test
    void recoveryTellsNothing() {
        vhost.channel().declareDurable("q").sync();
        observer.takeEvents();
        TestVhost again = vhost.crashAndRecover();
        assertThat(again.queue("q")).isNotNull();
        assertThat(observer.names()).isEqualTo(List.of());
    }
}
