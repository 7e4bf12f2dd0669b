package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.exchange.ExchangeSettings;
import io.leveret.core.exchange.ExchangeType;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.FieldTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a virtual host has after a restart: all that was durable, in its order, and nothing else. */
class RecoveryTest {
    private TestVhost vhost = new TestVhost();
    private TestChannel channel = vhost.channel();

    private void syncAndRestart() {
        vhost.sync();
        restart();
    }

    private void restart() {
        vhost = vhost.crashAndRecover();
        channel = vhost.channel();
    }

    private List<String> messages(String queue) {
        TestChannel reader = vhost.channel();
        List<String> messages = new ArrayList<>();
        while (vhost.queue(queue).readyCount() > 0) {
            reader.get(queue, true);
            while (vhost.store().answer()) {
                vhost.run();
            }
            messages.add(reader.events().get(0).replaceAll("get-ok \\d+ (\\S+) left=\\d+", "$1"));
        }
        return messages;
    }

    private void publish(String queue, int count) {
        for (int i = 1; i <= count; i++) {
            channel.publishPersistent("", queue, "m" + i);
        }
    }

    private static ExchangeDeclaration durable(String name, boolean autoDelete) {
        return new ExchangeDeclaration(name, "topic", false, true, autoDelete, false, FieldTable.EMPTY);
    }

    @Test
    void persistentMessagesOfDurableQueuesComeBackInOrder() {
        channel.declareDurable("d").declare("t").declareExclusive("e");
        publish("d", 3);
        publish("t", 1);
        channel.publish("", "d", "transient").publishPersistent("", "d", "m4");

        syncAndRestart();

        assertThat(vhost.queue("t")).isNull();
        assertThat(vhost.queue("e")).isNull();
        assertThat(messages("d")).containsExactly("m1", "m2", "m3", "m4");
    }

    @Test
    void whatWasNotDurableIsLost() {
        channel.declareDurable("d");
        publish("d", 2);
        vhost.sync();
        publish("d", 1);

        restart();

        assertThat(messages("d")).containsExactly("m1", "m2");
    }

    @Test
    void settledMessagesStayAwayAndUnackedOnesAreRedelivered() {
        channel.declareDurable("d");
        publish("d", 6);
        channel.get("d").get("d").get("d").get("d").ack(2).nack(3, false, false).nack(4, false, true);

        syncAndRestart();

        assertThat(messages("d")).containsExactly("m1 redelivered", "m4 redelivered", "m5", "m6");
    }

    @Test
    void aMessageDeliveredAfterALaterOneThatWasAckedAtOnceIsRedelivered() {
        channel.declareDurable(
                "p", FieldTable.builder().put("x-max-priority", 1).build());
        channel.publishPersistent("", "p", "low")
                .publish(TestMessage.to("", "p", "high").priority(1).persistent())
                .run((core, state) -> {
                    core.get(state, "p", false);
                    core.ack(state, 1, false);
                })
                .get("p");

        syncAndRestart();

        assertThat(messages("p")).containsExactly("low redelivered");
    }

    @Test
    void anAckOfSeveralSettlesNothingInBetween() {
        channel.declareDurable("d");
        TestChannel other = vhost.channel().consume("d", "o");
        channel.consume("d", "c");
        publish("d", 8);
        channel.events();
        channel.ack(3, true);

        syncAndRestart();

        assertThat(messages("d"))
                .containsExactly(
                        "m1 redelivered", "m3 redelivered", "m5 redelivered", "m7 redelivered", "m8 redelivered");
        assertThat(other.events()).contains("deliver o 1 m1", "deliver o 4 m7");
    }

    @Test
    void oldDeliveriesAreRememberedThroughSeveralRestarts() {
        channel.declareDurable("d");
        publish("d", 3);
        channel.get("d");
        syncAndRestart();
        publish("d", 1);
        syncAndRestart();

        assertThat(messages("d")).containsExactly("m1 redelivered", "m2", "m3", "m1");
    }

    @Test
    void purgedAndDeletedQueuesStayEmpty() {
        channel.declareDurable("a").declareDurable("b");
        publish("a", 3);
        publish("b", 3);
        channel.get("a").purge("a").delete("b").declareDurable("b");

        syncAndRestart();

        assertThat(messages("a")).containsExactly("m1 redelivered");
        assertThat(messages("b")).isEmpty();
    }

    @Test
    void queueIdsAreNeverUsedAgain() {
        channel.declareDurable("a");
        long id = vhost.queue("a").settings().id();
        channel.delete("a");
        syncAndRestart();
        channel.declareDurable("a");

        assertThat(vhost.queue("a").settings().id()).isGreaterThan(id);
    }

    @Test
    void durableExchangesAndBindingsComeBackAndOthersDoNot() {
        FieldTable arguments = FieldTable.builder().put("a", 1).build();
        channel.declareDurable("d").declare("t").exchange(durable("x", false)).exchange("y", "fanout");
        channel.bind("x", "d", "k.#").bind("x", "d", "gone").bind("x", "t", "k").bindExchange("amq.topic", "x", "#");
        channel.bind(new BindingRequest("x", false, "d", "k.#", arguments));
        channel.unbind("x", "d", "gone").bind("y", "d", "k");

        syncAndRestart();

        assertThat(vhost.hasExchange("x")).isTrue();
        assertThat(vhost.hasExchange("y")).isFalse();
        assertThat(vhost.vhost().topology().exchange("x").bindingCount()).isEqualTo(2);
        channel.publishPersistent("amq.topic", "k.1", "m").publishPersistent("amq.topic", "gone", "n");
        assertThat(messages("d")).containsExactly("m");
    }

    @ParameterizedTest
    @EnumSource(ExchangeType.class)
    void anExchangeComesBackWithItsTypeAndArguments(ExchangeType type) {
        FieldTable arguments = FieldTable.builder()
                .put("x-cache-size", 10)
                .put("x-delayed-type", "topic")
                .put("hash-property", "message_id")
                .put("alternate-exchange", "amq.fanout")
                .build();
        channel.exchange(new ExchangeDeclaration("x", type.wireName(), false, true, true, true, arguments));

        syncAndRestart();

        assertThat(vhost.vhost().topology().exchange("x").settings())
                .isEqualTo(new ExchangeSettings("x", type, true, true, true, arguments));
    }

    @Test
    void aTypeThatNobodyKnowsEndsTheStart() {
        vhost.journal().append(new JournalRecord.ExchangeDeclared("/", "x", "x-odd", false, false, FieldTable.EMPTY));
        vhost.journal().flush();

        assertThatThrownBy(this::syncAndRestart)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("exchange 'x' has unknown type 'x-odd'");
    }

    @Test
    void deletedThingsTakeTheirBindingsWithThem() {
        channel.declareDurable("d").exchange(durable("x", true)).exchange(durable("up", true));
        channel.bind("x", "d", "k").bindExchange("up", "x", "k").bind("amq.fanout", "d", "");
        channel.delete("d");
        syncAndRestart();

        assertThat(vhost.hasExchange("x")).isFalse();
        assertThat(vhost.hasExchange("up")).isFalse();
        assertThat(vhost.vhost().topology().exchange("amq.fanout").bindingCount())
                .isZero();

        channel.exchange(durable("x", false))
                .declareDurable("d")
                .bind("x", "d", "k")
                .deleteExchange("x", false);
        syncAndRestart();
        assertThat(vhost.hasExchange("x")).isFalse();
        assertThat(vhost.queue("d")).isNotNull();
    }

    @Test
    void aRecoveredAutoDeleteExchangeStillGoesWithItsLastBinding() {
        channel.declareDurable("d").exchange(durable("x", true)).bind("x", "d", "k");
        syncAndRestart();

        channel.unbind("x", "d", "k");

        assertThat(vhost.hasExchange("x")).isFalse();
    }

    @Test
    void aTransactionIsThereWholeOrNotAtAll() {
        channel.declareDurable("a").declareDurable("b");
        publish("a", 1);
        channel.get("a").txSelect().ack(1);
        channel.publishPersistent("", "a", "t1")
                .publishPersistent("", "b", "t2")
                .commit();
        vhost.run();
        vhost.journal().durable(vhost.journal().lastPosition() - 1);
        restart();
        assertThat(messages("b")).isEmpty();
        assertThat(messages("a")).containsExactly("m1 redelivered");

        channel.txSelect()
                .publishPersistent("", "a", "t1")
                .publishPersistent("", "b", "t2")
                .commit();
        syncAndRestart();
        assertThat(messages("a")).containsExactly("t1");
        assertThat(messages("b")).containsExactly("t2");
    }

    @Test
    void aLongUnackedBacklogIsRecoveredAsDelivered() {
        channel.declareDurable("d").connection().channel(2).consume("d", "c");
        int rounds = 20;
        for (int round = 0; round < rounds; round++) {
            channel.txSelect();
            publish("d", 200);
            channel.commit();
        }
        assertThat(vhost.queue("d").lengths().unacked()).isEqualTo(rounds * 200);

        syncAndRestart();

        assertThat(vhost.queue("d").readyCount()).isEqualTo(rounds * 200);
        channel.get("d", true);
        vhost.store().answer();
        vhost.run();
        assertThat(channel.events()).containsExactly("get-ok 1 m1 left=" + (rounds * 200 - 1) + " redelivered");
    }
}
