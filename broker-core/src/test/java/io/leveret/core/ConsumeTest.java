package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.FieldTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Consumers, their turns and limits, and basic.get. */
class ConsumeTest {
    private final TestVhost vhost = new TestVhost();
    private final TestChannel channel = vhost.channel();

    @BeforeEach
    void declareQueue() {
        channel.declare("q").forget();
    }

    private static ConsumeRequest exclusive(String tag) {
        return new ConsumeRequest("q", tag, false, true, FieldTable.EMPTY);
    }

    private static ConsumeRequest prioritised(String tag, int priority) {
        return new ConsumeRequest(
                "q",
                tag,
                true,
                false,
                FieldTable.builder().put("x-priority", priority).build());
    }

    private void publish(String... bodies) {
        TestChannel publisher = vhost.channel();
        for (String body : bodies) {
            publisher.publish("", "q", body);
        }
    }

    @Test
    void consumeOkComesBeforeTheFirstDelivery() {
        publish("1", "2");

        assertThat(channel.consume("q").events()).containsExactly("consume-ok q", "deliver q 1 1", "deliver q 2 2");
    }

    @Test
    void consumeOkComesBeforeWhatIsPublishedInTheSameTurn() {
        CommandBatch batch = new CommandBatch();
        batch.add(1, 0, (core, on) -> {
            core.consume(on, new ConsumeRequest("q", "c", false, false, FieldTable.EMPTY));
            core.publish(on, TestMessage.to("", "q", "m").build(), false, false);
            on.reply(new TestEvents.Said("consume-ok"));
        });
        channel.connection().submit(batch);

        assertThat(channel.events()).containsExactly("consume-ok", "deliver c 1 m");
    }

    @Test
    void anEmptyTagIsReplacedAndATagIsUsedOnlyOnce() {
        assertThat(channel.consume("q", "").events()).containsExactly("consume-ok amq.ctag-0000000000000000000001");
        channel.consume("q", "c").connection().channel(2).consume("q", "c");
        assertThat(channel.connection().events()).isEmpty();

        channel.consume("none", "c");
        assertThat(channel.connection().events())
                .containsExactly("connection: 530 NOT_ALLOWED - attempt to reuse consumer tag 'c'");
    }

    @Test
    void aQueueWithASingleActiveConsumerTakesNoExclusiveOne() {
        channel.declare(
                        "s",
                        FieldTable.builder()
                                .put("x-single-active-consumer", true)
                                .build())
                .forget();

        channel.consume(new ConsumeRequest("s", "c", false, true, FieldTable.EMPTY));

        assertThat(channel.events())
                .containsExactly("channel: 403 ACCESS_REFUSED - queue 's' in vhost '/' in exclusive use");
    }

    @Test
    void anExclusiveConsumerIsAlone() {
        String inUse = "channel: 403 ACCESS_REFUSED - queue 'q' in vhost '/' in exclusive use";
        channel.consume("q", "c").forget();
        TestChannel other = vhost.channel();
        assertThat(other.consume(exclusive("e")).events()).containsExactly(inUse);

        channel.cancel("c").consume(exclusive("e")).forget();
        assertThat(vhost.channel().consume("q").events()).containsExactly(inUse);
        assertThat(vhost.channel().consume(exclusive("e")).events()).containsExactly(inUse);
        assertThat(vhost.channel().get("q").events()).containsExactly("get-empty");
        channel.cancel("e");
        assertThat(vhost.channel().consume("q").events()).containsExactly("consume-ok q");
    }

    @Test
    void consumingNeedsAQueue() {
        assertThat(channel.consume("none").events())
                .containsExactly("channel: 404 NOT_FOUND - no queue 'none' in vhost '/'");
    }

    @Test
    void aPriorityMustBeANumber() {
        FieldTable text = FieldTable.builder().put("x-priority", "high").build();
        assertThat(channel.consume(new ConsumeRequest("q", "c", false, false, text))
                        .events())
                .containsExactly("channel: 406 PRECONDITION_FAILED - invalid arg 'x-priority' for queue 'q' in vhost"
                        + " '/': \"expected integer, got longstr\"");
    }

    @Test
    void anOffsetIsForStreams() {
        FieldTable first = FieldTable.builder().put("x-stream-offset", "first").build();

        assertThat(channel.consume(new ConsumeRequest("q", "c", false, false, first))
                        .events())
                .containsExactly("channel: 406 PRECONDITION_FAILED - invalid arg 'x-stream-offset' for queue 'q' in"
                        + " vhost '/' of queue type rabbit_classic_queue");
    }

    @Test
    void aQueueThatChoosesItsActiveConsumerHasNoExclusiveOne() {
        channel.declare(
                "single",
                FieldTable.builder().put("x-single-active-consumer", true).build());

        assertThat(channel.forget()
                        .consume(new ConsumeRequest("single", "e", false, true, FieldTable.EMPTY))
                        .events())
                .containsExactly("channel: 403 ACCESS_REFUSED - queue 'single' in vhost '/' in exclusive use");
    }

    @Test
    void theHighestPriorityGetsAllWhileItHasCredit() {
        TestChannel low = vhost.channel().consume(prioritised("low", -1)).forget();
        TestChannel high = vhost.channel().qos(2);
        high.consume(new ConsumeRequest(
                        "q",
                        "high",
                        false,
                        false,
                        FieldTable.builder().put("x-priority", 5).build()))
                .forget();
        channel.consumeNoAck("q", "middle").forget();

        publish("1", "2", "3");
        assertThat(high.events()).containsExactly("deliver high 1 1", "deliver high 2 2");
        assertThat(channel.events()).containsExactly("deliver middle 1 3");
        high.ack(1);
        publish("4", "5");
        assertThat(high.events()).containsExactly("deliver high 3 4");
        channel.cancel("middle");
        publish("6");
        assertThat(low.events()).containsExactly("deliver low 1 6");
    }

    @Test
    void equalConsumersTakeTurnsAcrossConnections() {
        TestChannel other = vhost.channel().consume("q", "b").forget();
        channel.consume("q", "a").forget();

        publish("1", "2", "3", "4");

        assertThat(other.events()).containsExactly("deliver b 1 1", "deliver b 2 3");
        assertThat(channel.events()).containsExactly("deliver a 1 2", "deliver a 2 4");
    }

    @Test
    void withoutAcksMessagesAreGoneWhenSent() {
        publish("1");
        channel.qos(1).consumeNoAck("q", "c").forget();
        publish("2", "3");

        assertThat(channel.events()).containsExactly("deliver c 2 2", "deliver c 3 3");
        assertThat(vhost.queue("q").lengths().unacked()).isZero();
        assertThat(vhost.held()).isZero();
        assertThat(channel.ack(1).events())
                .containsExactly("channel: 406 PRECONDITION_FAILED - unknown delivery tag 1");
    }

    @Test
    void thePrefetchIsEachConsumersOwnAndHoldsForLaterOnes() {
        channel.consume("q", "before").qos(1).consume("q", "a").consume("q", "b");
        channel.cancel("before").qos(3).forget();
        publish("1", "2", "3");

        assertThat(channel.events()).containsExactly("deliver a 1 1", "deliver b 2 2");
        assertThat(channel.ack(2).events()).containsExactly("deliver b 3 3");
    }

    @Test
    void theChannelsLimitIsSharedAndBothLimitsHold() {
        channel.channelQos(2).qos(1).consume("q", "a");
        channel.qos(0).consume("q", "b").forget();
        publish("1", "2", "3", "4");
        assertThat(channel.events()).containsExactly("deliver a 1 1", "deliver b 2 2");

        assertThat(channel.ack(2).events()).containsExactly("deliver b 3 3");
        assertThat(channel.channelQos(3).events()).containsExactly("deliver b 4 4");
        assertThat(channel.channelQos(0).ack(1).ack(3).events()).isEmpty();
    }

    @Test
    void roomInAChannelWakesItsConsumersOnAllQueues() {
        channel.declare("r").channelQos(1).consume("q", "a").consume("r", "b").forget();
        publish("1");
        vhost.channel().publish("", "r", "2").publish("", "q", "3");
        assertThat(channel.events()).containsExactly("deliver a 1 1");

        assertThat(channel.ack(1).events()).hasSize(1);
        assertThat(channel.ack(2).events()).hasSize(1);
        assertThat(channel.ack(3).events()).isEmpty();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void getIgnoresEveryLimitAndCountsForNone() {
        channel.channelQos(1).consume("q", "c").forget();
        publish("1", "2", "3");

        assertThat(channel.get("q").events()).containsExactly("deliver c 1 1", "get-ok 2 2 left=1");
        assertThat(channel.ack(1).events()).containsExactly("deliver c 3 3");
    }

    @Test
    void aPrefetchSizeIsNotImplemented() {
        channel.run((core, on) -> core.qos(on, 7, 1, false));

        assertThat(channel.connection().events())
                .containsExactly("connection: 540 NOT_IMPLEMENTED - prefetch_size!=0 (7)");
    }

    @Test
    void getTellsWhatIsLeft() {
        publish("1", "2");

        assertThat(channel.get("q").get("q", true).get("q").events())
                .containsExactly("get-ok 1 1 left=1", "get-ok 2 2 left=0", "get-empty");
        assertThat(channel.ack(2).events())
                .containsExactly("channel: 406 PRECONDITION_FAILED - unknown delivery tag 2");
        assertThat(vhost.channel().get("none").events())
                .containsExactly("channel: 404 NOT_FOUND - no queue 'none' in vhost '/'");
    }

    @Test
    void aCancelledConsumersMessagesStayWithTheChannel() {
        publish("1", "2");
        channel.qos(1).consume("q", "c").cancel("c").cancel("c").cancel("unknown");
        assertThat(channel.events())
                .containsExactly("consume-ok c", "deliver c 1 1", "cancel-ok c", "cancel-ok c", "cancel-ok unknown");
        assertThat(vhost.queue("q").lengths().unacked()).isEqualTo(1);

        assertThat(channel.ack(1).events()).isEmpty();
        assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
    }

    @Test
    void aLongQueueIsDeliveredInSlicesButWhole() {
        for (int i = 0; i < 2_000; i++) {
            channel.publish("", "q", "m" + i);
        }
        channel.consumeNoAck("q", "c");

        assertThat(channel.events()).hasSize(2_001).endsWith("deliver c 2000 m1999");
        assertThat(vhost.held()).isZero();
    }
}
