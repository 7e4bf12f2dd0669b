package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.channel.Deliver;
import io.leveret.core.channel.GetOk;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What leaves a queue unconsumed goes to its dead-letter exchange, with its history. */
class DeadLetterTest {
    private final TestVhost vhost = new TestVhost();
    private final TestChannel channel = vhost.channel();

    private static FieldTable.Builder to(String exchange, String key) {
        return FieldTable.builder().put("x-dead-letter-exchange", exchange).put("x-dead-letter-routing-key", key);
    }

    private Message deadLetter(String queue) {
        TestConnection reader = vhost.connect();
        reader.channel(1).consumeNoAck(queue, "reader");
        Message message = reader.port().take(1).stream()
                .filter(Deliver.class::isInstance)
                .map(event -> ((Deliver) event).message())
                .findFirst()
                .orElseThrow();
        reader.close();
        return message;
    }

    private static FieldTable headers(Message message) {
        return Properties.headers(message.properties());
    }

    private static FieldTable death(Message message, int index) {
        return headers(message).get("x-death").asArray().get(index).asTable();
    }

    @Test
    void aRejectedMessageGoesToTheDeadLetterExchangeWithItsHistory() {
        channel.declare("dead").declare("q", to("", "dead").build());
        channel.publish(TestMessage.to("amq.direct", "k", "m")).bind("amq.direct", "q", "k");
        channel.publish(TestMessage.to("amq.direct", "k", "m").expiration("9000"))
                .get("q")
                .nack(1, false, false);
        Message dead = deadLetter("dead");
        assertThat(dead.exchange()).isEmpty();
        assertThat(dead.routingKey()).isEqualTo("dead");
        assertThat(Properties.expiration(dead.properties())).isNull();
        FieldTable death = death(dead, 0);
        assertThat(death.get("count").asLong()).isEqualTo(1);
        assertThat(death.get("reason").asString()).isEqualTo("rejected");
        assertThat(death.get("queue").asString()).isEqualTo("q");
        assertThat(death.get("exchange").asString()).isEqualTo("amq.direct");
        assertThat(death.get("routing-keys").asArray()).containsExactly(FieldValue.of("k"));
        assertThat(death.get("original-expiration").asString()).isEqualTo("9000");
        assertThat(death.get("time")).isEqualTo(FieldValue.timestamp(1000));
        assertThat(headers(dead).get("x-first-death-reason").asString()).isEqualTo("rejected");
        assertThat(headers(dead).get("x-last-death-queue").asString()).isEqualTo("q");
        assertThat(vhost.held()).isZero();
    }

    @Test
    void everyWayOutHasItsReason() {
        channel.declare("dead")
                .declare("full", to("", "dead").put("x-max-length", 0).build())
                .publish("", "full", "maxlen")
                .declare("old", to("", "dead").put("x-message-ttl", 0).build())
                .publish("", "old", "expired")
                .declare("poison", to("", "dead").put("x-delivery-limit", 0).build())
                .publish("", "poison", "delivery_limit")
                .get("poison")
                .nack(1, false, true)
                .declare("refused", to("", "dead").build())
                .publish("", "refused", "rejected")
                .get("refused")
                .nack(2, false, false);
        for (String reason : new String[] {"maxlen", "expired", "delivery_limit", "rejected"}) {
            Message dead = deadLetterOnly("dead");
            assertThat(TestEvents.body(dead)).isEqualTo(reason);
            assertThat(death(dead, 0).get("reason").asString()).isEqualTo(reason);
        }
    }

    /** The next message of the queue alone. */
    private Message deadLetterOnly(String queue) {
        TestConnection reader = vhost.connect();
        reader.channel(1).get(queue, true);
        Message message = ((GetOk) reader.port().take(1).get(0)).message();
        reader.close();
        return message;
    }

    @Test
    void aChainKeepsTheHistoryLatestFirst() {
        channel.declare("c")
                .declare("b", to("", "c").put("x-max-length", 0).build())
                .declare("a", to("", "b").put("x-max-length", 0).build())
                .publish("", "a", "m");
        Message dead = deadLetter("c");
        assertThat(death(dead, 0).get("queue").asString()).isEqualTo("b");
        assertThat(death(dead, 1).get("queue").asString()).isEqualTo("a");
        assertThat(headers(dead).get("x-first-death-queue").asString()).isEqualTo("a");
        assertThat(headers(dead).get("x-last-death-queue").asString()).isEqualTo("b");
    }

    @Test
    void aWayThroughMoreQueuesThanAHeaderHoldsEnds() {
        for (int i = 0; i < 300; i++) {
            channel.declare(
                    "q" + i, to("", "q" + (i + 1)).put("x-max-length", 0).build());
        }
        channel.declare("q300").publish("", "q100", "arrives").publish("", "q0", "does not");
        assertThat(vhost.queue("q300").readyCount()).isEqualTo(1);
        assertThat(vhost.held()).isPositive();
        channel.purge("q300");
        assertThat(vhost.held()).isZero();
    }

    @Test
    void aCycleWithoutAnyRejectionEnds() {
        channel.declare("a", to("", "b").put("x-message-ttl", 10).build())
                .declare("b", to("", "a").put("x-message-ttl", 10).build())
                .publish("", "a", "m");
        vhost.advance(10);
        assertThat(vhost.queue("b").readyCount()).isEqualTo(1);
        vhost.advance(10);
        assertThat(vhost.queue("a").readyCount()).isZero();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void retriesByRejectionAreCounted() {
        channel.declare("retry", to("", "work").put("x-message-ttl", 10).build())
                .declare("work", to("", "retry").build())
                .publish("", "work", "m");
        for (int tag = 1; tag <= 3; tag++) {
            channel.get("work").nack(tag, false, false);
            vhost.advance(10);
        }
        Message back = deadLetter("work");
        assertThat(death(back, 0).get("queue").asString()).isEqualTo("retry");
        assertThat(death(back, 0).get("count").asLong()).isEqualTo(3);
        assertThat(death(back, 1).get("queue").asString()).isEqualTo("work");
        assertThat(death(back, 1).get("count").asLong()).isEqualTo(3);
    }

    @Test
    void aHistoryThatAClientSendsBackIsExtended() {
        channel.declare("dead")
                .declare("q", to("", "dead").put("x-max-length", 0).build());
        channel.publish("", "q", "m");
        Message first = deadLetter("dead");
        Message again = new Message("", "q", first.properties(), first.body(), 0);
        channel.publish(again, false);
        assertThat(death(deadLetter("dead"), 0).get("count").asLong()).isEqualTo(2);
    }

    @Test
    void withoutAKeyOfItsOwnAMessageKeepsItsKeys() {
        channel.declare("one")
                .declare("two")
                .bind("amq.direct", "one", "k1")
                .bind("amq.direct", "two", "k2")
                .declare(
                        "q",
                        FieldTable.builder()
                                .put("x-dead-letter-exchange", "amq.direct")
                                .put("x-max-length", 0)
                                .build())
                .exchange("in", "fanout")
                .bind("in", "q", "")
                .publish(TestMessage.to("in", "k1", "m").header("CC", "k2"));
        assertThat(vhost.queue("one").readyCount()).isEqualTo(1);
        assertThat(vhost.queue("two").readyCount()).isEqualTo(1);
        assertThat(death(deadLetter("one"), 0).get("routing-keys").asArray()).hasSize(2);
    }

    @Test
    void blindKeysAreKeptAndNotShown() {
        channel.declare("open")
                .declare("blind")
                .bind("amq.direct", "open", "k1")
                .bind("amq.direct", "blind", "secret")
                .declare(
                        "q",
                        FieldTable.builder()
                                .put("x-dead-letter-exchange", "amq.direct")
                                .put("x-message-ttl", 10)
                                .build())
                .exchange("in", "fanout")
                .bind("in", "q", "")
                .publish(TestMessage.to("in", "k1", "m").header("BCC", "secret"));
        vhost.advance(10);
        Message dead = deadLetter("blind");
        assertThat(headers(dead).get("BCC")).isNull();
        assertThat(death(dead, 0).get("routing-keys").asArray()).containsExactly(FieldValue.of("k1"));
        assertThat(vhost.queue("open").readyCount()).isEqualTo(1);
    }

    @Test
    void aDeadLetterExchangeThatIsNotThereDropsTheMessage() {
        channel.declare("q", to("nowhere", "k").put("x-max-length", 0).build()).publish("", "q", "m");
        assertThat(channel.events()).doesNotContain("channel");
        assertThat(vhost.held()).isZero();
    }

    @Test
    void afterARestartAMessageThatLiesOnDiskIsReadToBeDeadLettered() {
        channel.declareDurable("dead")
                .declareDurable("q", to("", "dead").put("x-message-ttl", 100).build())
                .publishPersistent("", "q", "m")
                .sync();
        TestVhost again = vhost.crashAndRecover();
        again.advance(100);
        assertThat(again.queue("q").readyCount()).isZero();
        assertThat(again.queue("dead").readyCount()).isZero();
        again.store().answer();
        again.run();
        assertThat(again.queue("dead").readyCount()).isEqualTo(1);
        again.sync();
        TestVhost third = again.crashAndRecover();
        assertThat(third.queue("dead").readyCount()).isEqualTo(1);
        assertThat(third.queue("q").readyCount()).isZero();
    }

    @Test
    void rejectionsOfATransactionHappenAtItsCommit() {
        channel.declareDurable("dead")
                .declareDurable("q", to("", "dead").build())
                .publishPersistent("", "q", "m")
                .txSelect()
                .get("q")
                .nack(1, false, false);
        assertThat(vhost.queue("dead").readyCount()).isZero();
        channel.commit().sync();
        assertThat(vhost.queue("dead").readyCount()).isEqualTo(1);
        assertThat(vhost.crashAndRecover().queue("dead").readyCount()).isEqualTo(1);
    }

    @Test
    void whatLeavesAQueueThatIsDeletedForItIsInTheJournalFirst() {
        channel.declareDurable("dead")
                .declare(new QueueDeclaration(
                        "q",
                        false,
                        true,
                        false,
                        true,
                        to("", "dead").put("x-delivery-limit", 0).build()))
                .publishPersistent("", "q", "m")
                .consume("q", "c")
                .sync()
                .close();
        assertThat(vhost.queue("q")).isNull();
        List<JournalRecord> records = vhost.journal().records();
        assertThat(records).last().isInstanceOf(JournalRecord.QueueDeleted.class);
        vhost.sync();
        assertThat(vhost.crashAndRecover().queue("dead").readyCount()).isEqualTo(1);
    }
}
