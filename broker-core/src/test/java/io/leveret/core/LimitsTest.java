package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.FieldTable;
import org.junit.jupiter.api.Test;

/** What a queue does at its limit, and which message is next: length, octets, priorities, a single active consumer, delivery limit, timeout. */
class LimitsTest {
    private final TestVhost vhost = new TestVhost();
    private final TestChannel channel = vhost.channel();

    private static FieldTable.Builder args() {
        return FieldTable.builder();
    }

    @Test
    void theOldestReadyMessageMakesRoom() {
        channel.declare("q", args().put("x-max-length", 2).build())
                .publish("", "q", "1")
                .publish("", "q", "2")
                .publish("", "q", "3");
        assertThat(channel.forget().get("q").get("q").get("q").events())
                .containsExactly("get-ok 1 2 left=1", "get-ok 2 3 left=0", "get-empty");
        channel.close();
        assertThat(vhost.queue("q").readyCount()).isEqualTo(2);
    }

    @Test
    void octetsOfBodiesAreCounted() {
        channel.declare("q", args().put("x-max-length-bytes", 10).build())
                .publish("", "q", "12345")
                .publish("", "q", "12345")
                .publish("", "q", "1");
        assertThat(vhost.queue("q").readyCount()).isEqualTo(2);
        channel.publish("", "q", "12345678901");
        assertThat(vhost.queue("q").readyCount()).isZero();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void aQueueOfLengthZeroKeepsOnlyWhatAConsumerTakes() {
        channel.declare("q", args().put("x-max-length", 0).build())
                .publish("", "q", "lost")
                .consume("q", "c")
                .forget()
                .publish("", "q", "caught");
        assertThat(channel.events()).containsExactly("deliver c 1 caught");
    }

    @Test
    void aFullQueueRefusesAndThePublisherGetsANack() {
        channel.declare(
                        "q",
                        args().put("x-max-length", 1)
                                .put("x-overflow", "reject-publish")
                                .build())
                .confirmSelect()
                .forget()
                .publish("", "q", "1")
                .publish("", "q", "2");
        assertThat(channel.events()).containsExactly("ack 1", "nack 2");
        assertThat(channel.get("q").publish("", "q", "3").events()).containsExactly("get-ok 1 1 left=0", "ack 3");
    }

    @Test
    void oneRefusingQueueIsEnoughForANackAndTheOthersKeepTheMessage() {
        channel.declare(
                        "full",
                        args().put("x-max-length", 0)
                                .put("x-overflow", "reject-publish")
                                .build())
                .declare("other")
                .bind("amq.fanout", "full", "")
                .bind("amq.fanout", "other", "")
                .confirmSelect()
                .forget()
                .publish("amq.fanout", "", "m");
        assertThat(channel.events()).containsExactly("nack 1");
        assertThat(vhost.queue("other").readyCount()).isEqualTo(1);
    }

    @Test
    void aRefusedMessageMayBeDeadLettered() {
        channel.declare("dead")
                .declare(
                        "q",
                        args().put("x-max-length", 0)
                                .put("x-overflow", "reject-publish-dlx")
                                .put("x-dead-letter-exchange", "")
                                .put("x-dead-letter-routing-key", "dead")
                                .build())
                .confirmSelect()
                .forget()
                .publish("", "q", "m");
        assertThat(channel.events()).containsExactly("nack 1");
        assertThat(channel.get("dead").events()).containsExactly("get-ok 1 m left=0");
    }

    @Test
    void higherPrioritiesComeFirst() {
        channel.declare("q", args().put("x-max-priority", 5).build());
        int[] priorities = {0, 9, 3, 5, 3};
        for (int priority : priorities) {
            channel.publish(TestMessage.to("", "q", "p" + priority).priority(priority));
        }
        channel.publish("", "q", "none").forget();
        for (int i = 0; i < 6; i++) {
            channel.get("q");
        }
        assertThat(channel.events())
                .extracting(event -> event.replaceAll("get-ok \\d+ (\\S+) .*", "$1"))
                .containsExactly("p9", "p5", "p3", "p3", "p0", "none");
        channel.nack(0, true, true).forget();
        assertThat(channel.get("q").events()).containsExactly("get-ok 7 p9 left=5 redelivered");
        channel.ack(7).purge("q").publish("", "q", "after");
        assertThat(channel.forget().get("q").events()).containsExactly("get-ok 8 after left=0");
    }

    @Test
    void ofSeveralConsumersASingleOneIsActiveUntilItEnds() {
        channel.declare("q", args().put("x-single-active-consumer", true).build())
                .consume("q", "a")
                .consume("q", "b")
                .consume("q", "c")
                .forget()
                .publish("", "q", "1")
                .publish("", "q", "2");
        assertThat(channel.events()).containsExactly("deliver a 1 1", "deliver a 2 2");
        channel.cancel("b").cancel("a").forget().publish("", "q", "3");
        assertThat(channel.events()).containsExactly("deliver c 3 3");
        assertThat(vhost.queue("q").consumers().size()).isEqualTo(1);
    }

    @Test
    void aMessageThatComesBackTooOftenIsDropped() {
        channel.declareDurable("q", args().put("x-delivery-limit", 2).build()).publishPersistent("", "q", "m");
        for (int tag = 1; tag <= 3; tag++) {
            assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
            channel.get("q").nack(tag, false, true);
        }
        assertThat(vhost.queue("q").readyCount()).isZero();
        channel.sync();
        assertThat(vhost.crashAndRecover().queue("q").readyCount()).isZero();
    }

    @Test
    void aQuorumQueueHasADeliveryLimitOfTwenty() {
        channel.declareDurable("q", args().put("x-queue-type", "quorum").build())
                .publishPersistent("", "q", "m");
        for (int tag = 1; tag <= 21; tag++) {
            assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
            channel.get("q").nack(tag, false, true);
        }
        assertThat(vhost.queue("q").readyCount()).isZero();
    }

    @Test
    void aConsumerThatDoesNotAckInTimeIsCancelledAndItsMessagesComeBack() {
        channel.declare("q", args().put("x-consumer-timeout", 1000).build())
                .consume("q", "slow")
                .publish("", "q", "1");
        vhost.advance(600);
        channel.publish("", "q", "2").ack(1).forget();
        vhost.advance(600);
        assertThat(channel.events()).isEmpty();
        vhost.advance(400);
        assertThat(channel.events()).containsExactly("cancelled slow");
        assertThat(channel.get("q").events()).containsExactly("get-ok 3 2 left=0 redelivered");
    }

    @Test
    void aConsumerMayHaveATimeoutOfItsOwn() {
        channel.declare("q")
                .consume(new ConsumeRequest(
                        "q",
                        "slow",
                        false,
                        false,
                        args().put("x-consumer-timeout", 50).build()))
                .publish("", "q", "1")
                .forget();
        vhost.advance(50);
        assertThat(channel.events()).containsExactly("cancelled slow");
    }

    @Test
    void limitsHoldForWhatIsThereAfterARestart() {
        channel.declareDurable(
                "q", args().put("x-max-length", 3).put("x-max-priority", 2).build());
        for (int i = 0; i < 3; i++) {
            channel.publish(TestMessage.to("", "q", "m" + i).priority(i).persistent());
        }
        channel.sync();
        TestVhost again = vhost.crashAndRecover();
        again.run();
        TestChannel reader = again.channel().publish("", "q", "new").get("q");
        again.store().answer();
        again.run();
        assertThat(reader.events()).containsExactly("get-ok 1 m1 left=2");
    }
}
