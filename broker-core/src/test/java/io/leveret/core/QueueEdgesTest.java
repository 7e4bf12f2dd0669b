package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.FieldTable;
import io.leveret.core.policy.ApplyTo;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.PolicyLayer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where two features of queues meet, and what happens in one and the same turn. */
class QueueEdgesTest {
    private TestVhost vhost = new TestVhost();
    private TestChannel channel = vhost.channel();

    private static FieldTable table(Object... entries) {
        FieldTable.Builder builder = FieldTable.builder();
        for (int i = 0; i < entries.length; i += 2) {
            Object value = entries[i + 1];
            if (value instanceof Integer number) {
                builder.put((String) entries[i], number);
            } else if (value instanceof Long number) {
                builder.put((String) entries[i], number);
            } else {
                builder.put((String) entries[i], (String) value);
            }
        }
        return builder.build();
    }

    private void answerAll() {
        vhost.run();
        while (vhost.store().answer()) {
            vhost.run();
        }
    }

    private void restart() {
        vhost.sync();
        vhost = vhost.crashAndRecover();
        channel = vhost.channel();
    }

    private void delayed(String name, boolean durable, String type) {
        channel.exchange(new ExchangeDeclaration(
                name, "x-delayed-message", false, durable, false, false, table("x-delayed-type", type)));
    }

    private void inOneBatch(Command... commands) {
        CommandBatch batch = new CommandBatch();
        for (Command command : commands) {
            batch.add(1, TestChannel.METHOD, command);
        }
        channel.connection().submit(batch);
    }

    @Test
    void delayedMessagesAllComeAfterARestart() {
        delayed("later", true, "direct");
        channel.declareDurable("q").bind("later", "q", "k");
        for (int millis : new int[] {100, 200, 300}) {
            channel.publish(TestMessage.to("later", "k", "m" + millis)
                    .headers(table("x-delay", millis))
                    .persistent());
        }
        restart();
        for (int i = 0; i < 10; i++) {
            vhost.advance(100);
            answerAll();
        }
        assertThat(vhost.vhost().delayedMessages().count("later")).isZero();
        assertThat(vhost.queue("q").readyCount()).isEqualTo(3);
    }

    @Test
    void aConfirmWaitsForEveryExchangeThatHoldsTheMessageBack() {
        delayed("durable", true, "fanout");
        delayed("transient", false, "fanout");
        for (List<String> order : List.of(List.of("durable", "transient"), List.of("transient", "durable"))) {
            String fan = "f-" + order.get(0);
            channel.exchange(fan, "fanout")
                    .bindExchange(fan, order.get(0), "")
                    .bindExchange(fan, order.get(1), "")
                    .sync();
            TestChannel publisher = vhost.channel().confirmSelect();
            publisher.publish(
                    TestMessage.to(fan, "", "m").headers(table("x-delay", 100)).persistent());
            assertThat(publisher.events()).as("%s", order).isEmpty();
        }
    }

    @Test
    void whatWasRejectedBeforeItsQueueWasDeletedIsDeadLettered() {
        channel.declare("dead")
                .declare("q", table("x-dead-letter-exchange", "", "x-dead-letter-routing-key", "dead"))
                .consume("q", "c");
        for (int i = 0; i < 3000; i++) {
            channel.publish("", "q", "m");
        }
        inOneBatch((core, on) -> core.nack(on, 0, true, false), (core, on) -> core.deleteQueue(on, "q", false, false));
        assertThat(vhost.queue("dead").readyCount()).isEqualTo(3000);
    }

    @Test
    void whatWasRejectedBeforeItsAutoDeleteQueueWentIsDeadLettered() {
        channel.declare("dead")
                .declare(new QueueDeclaration(
                        "q",
                        false,
                        false,
                        false,
                        true,
                        table("x-dead-letter-exchange", "", "x-dead-letter-routing-key", "dead")))
                .consume("q", "c");
        for (int i = 0; i < 3000; i++) {
            channel.publish("", "q", "m");
        }
        inOneBatch((core, on) -> core.nack(on, 0, true, false), (core, on) -> core.cancel(on, "c"));
        assertThat(vhost.queue("dead").readyCount()).isEqualTo(3000);
    }

    @Test
    void aQueueWhoseConsumerHasCreditAgainRefusesNothing() {
        channel.declare("q", table("x-max-length", 1, "x-overflow", "reject-publish"));
        TestChannel reader = vhost.channel().qos(2).consume("q", "c");
        channel.confirmSelect().publish("", "q", "1").publish("", "q", "2").publish("", "q", "3");
        assertThat(channel.events()).noneMatch(event -> event.startsWith("nack"));
        CommandBatch acks = new CommandBatch();
        acks.add(1, TestChannel.METHOD, (core, on) -> core.ack(on, 2, true));
        reader.connection().submitOnly(acks); // room for two
        var message = TestMessage.to("", "q", "4").build(vhost.executor().nowMillis());
        CommandBatch publishes = new CommandBatch();
        publishes.add(1, TestChannel.METHOD, (core, on) -> core.publish(on, message, false, false));
        channel.connection().submit(publishes);
        assertThat(channel.events()).containsExactly("ack 4");
    }

    @Test
    void aQueueWithANewConsumerRefusesNothing() {
        channel.declare("q", table("x-max-length", 1, "x-overflow", "reject-publish"))
                .confirmSelect()
                .forget();
        var first = TestMessage.to("", "q", "1").build(vhost.executor().nowMillis());
        var second = TestMessage.to("", "q", "2").build(vhost.executor().nowMillis());
        inOneBatch(
                (core, on) -> core.consume(on, new ConsumeRequest("q", "c", true, false, FieldTable.EMPTY)),
                (core, on) -> core.publish(on, first, false, false),
                (core, on) -> core.publish(on, second, false, false));
        assertThat(channel.events()).noneMatch(event -> event.startsWith("nack"));
    }

    @Test
    void aNackOvertakesNoAnswerThatWaits() {
        channel.declare("full", table("x-max-length", 0, "x-overflow", "reject-publish"))
                .forget();
        var message = TestMessage.to("", "full", "m").build(vhost.executor().nowMillis());
        var durable = new QueueDeclaration("durable", false, true, false, false, FieldTable.EMPTY);
        inOneBatch(
                (core, on) -> {
                    core.declareQueue(on, durable);
                    on.replyDurable(new TestEvents.Said("declare-ok"));
                },
                (core, on) -> {
                    core.confirmSelect(on);
                    on.reply(new TestEvents.Said("select-ok"));
                },
                (core, on) -> core.publish(on, message, false, false));
        vhost.sync();
        assertThat(channel.events()).containsExactly("declare-ok", "select-ok", "nack 1");
    }

    @Test
    void whatComesBackToAQuorumQueueGoesFirstWhateverItsPriority() {
        channel.declareDurable("q", table("x-queue-type", "quorum"))
                .sync()
                .publish(TestMessage.to("", "q", "low").priority(1))
                .get("q")
                .publish(TestMessage.to("", "q", "high").priority(9))
                .nack(1, false, true)
                .forget()
                .get("q", true);
        assertThat(channel.events()).singleElement().asString().contains("low");
    }

    @Test
    void aTransactionsMessageLivesFromItsCommitOn() {
        channel.declare("q").txSelect().publish(TestMessage.to("", "q", "m").expiration("100"));
        vhost.advance(200);
        channel.commit();
        vhost.advance(1);
        assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
    }

    @Test
    void aMessageThatHadToWaitForMemoryLivesFromItsAcceptanceOn() {
        vhost = new TestVhost(new VirtualHostLimits(1000, 1000));
        channel = vhost.channel().declare("full").declare("q");
        channel.publish("", "full", "m".repeat(1000))
                .publish(TestMessage.to("", "q", "m").expiration("100"));
        vhost.advance(200);
        assertThat(vhost.queue("q").readyCount()).isZero();
        vhost.channel().purge("full");
        assertThat(vhost.queue("full").readyCount()).isZero();
        assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
    }

    @Test
    void theCountOfDeathsNeverTurnsNegative() {
        FieldTable death = table("count", Long.MAX_VALUE, "queue", "q", "reason", "rejected");
        FieldTable headers = FieldTable.builder()
                .put("x-death", List.of(io.leveret.core.message.FieldValue.of(death)))
                .build();
        TestMessage message = TestMessage.to("", "q", "m").headers(headers);
        FieldTable after = DeathHistory.extended(
                headers,
                new DeathHistory.Death(
                        "q", io.leveret.core.queue.DeadLetterReason.REJECTED, message.build(), List.of("q"), 0));
        assertThat(after.get("x-death").asArray().get(0).asTable().get("count").asLong())
                .isPositive();
    }

    @Test
    void aPolicyWithAHugeTtlExpiresNothing() {
        channel.declare("q").publish("", "q", "m");
        channel.run((core, on) ->
                core.topology().policies().put("/", PolicyLayer.USER, policy(table("message-ttl", Long.MAX_VALUE))));
        vhost.advance(1);
        assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
    }

    @Test
    void aPolicyWithAHugeLeaseDeletesNoQueue() {
        channel.declare("q").publish("", "q", "m");
        channel.run((core, on) ->
                core.topology().policies().put("/", PolicyLayer.USER, policy(table("expires", Long.MAX_VALUE))));
        vhost.advance(1);
        assertThat(vhost.queue("q")).isNotNull();
    }

    @Test
    void aTimeoutThatIsNoneIsRefused() {
        for (Long millis : List.of(Long.MAX_VALUE, 0L, -1L)) {
            TestChannel asking = vhost.channel().declare("q").forget();
            asking.consume(new ConsumeRequest("q", "c", false, false, table("x-consumer-timeout", millis)));
            assertThat(asking.events())
                    .singleElement()
                    .asString()
                    .startsWith("channel: 406 PRECONDITION_FAILED - invalid arg 'x-consumer-timeout' for queue 'q'");
        }
    }

    @Test
    void getNeverGivesAnExpiredMessage() {
        channel.declare("q", table("x-message-ttl", 100));
        for (int i = 0; i < 1000; i++) {
            channel.publish("", "q", "m" + i);
        }
        channel.forget();
        CommandBatch batch = new CommandBatch();
        batch.add(1, TestChannel.METHOD, (core, on) -> core.get(on, "q", true));
        channel.connection().submitOnly(batch);
        vhost.executor().advance(1000);
        vhost.run();
        assertThat(channel.events()).containsExactly("get-empty");
    }

    @Test
    void aDeliveryTimesOutThoughATransactionHadItForAWhile() {
        channel.declare("q", table("x-consumer-timeout", 1000)).txSelect().consume("q", "c");
        vhost.channel().publish("", "q", "m");
        channel.ack(1);
        vhost.advance(1000);
        channel.rollback();
        vhost.advance(100_000);
        assertThat(vhost.queue("q").consumers().size()).isZero();
    }

    @Test
    void aConnectionThatEndsGetsNothingOfWhatItsEndSetsFree() {
        TestConnection ending = vhost.connect();
        channel.declare("dead");
        ending.channel(1)
                .declare(new QueueDeclaration(
                        "q",
                        false,
                        false,
                        false,
                        true,
                        table(
                                "x-delivery-limit",
                                0,
                                "x-dead-letter-exchange",
                                "",
                                "x-dead-letter-routing-key",
                                "dead")))
                .consume("q", "c")
                .publish("", "q", "m");
        ending.channel(2).consume("dead", "d");
        ending.drop();
        assertThat(channel.forget().get("dead").events()).containsExactly("get-ok 1 m left=0");
    }

    private static Policy policy(FieldTable definition) {
        return Policy.of("p", ".*", ApplyTo.QUEUES, 0, definition);
    }
}
