package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.FieldTable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time to live of messages and queues. */
class ExpiryTest {
    private final TestVhost vhost = new TestVhost();
    private final TestChannel channel = vhost.channel();

    private static FieldTable ttl(int millis) {
        return FieldTable.builder().put("x-message-ttl", millis).build();
    }

    private TestMessage expiring(String queue, String body, int millis) {
        return TestMessage.to("", queue, body).expiration(String.valueOf(millis));
    }

    @Test
    void aMessageLeavesWhenTheQueuesTimeToLiveIsOver() {
        channel.declare("q", ttl(100)).publish("", "q", "m");
        vhost.advance(99);
        assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
        vhost.advance(1);
        assertThat(vhost.queue("q").readyCount()).isZero();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void aMessageBehindOneThatLivesLongerLeavesOnTime() {
        channel.declare("q")
                .publish(expiring("q", "long", 10_000))
                .publish(expiring("q", "short", 50))
                .publish("", "q", "for ever");
        vhost.advance(50);
        assertThat(channel.forget().get("q").get("q").get("q").events())
                .containsExactly("get-ok 1 long left=1", "get-ok 2 for ever left=0", "get-empty");
    }

    @Test
    void theShorterOfTwoTimesCounts() {
        channel.declare("q", ttl(100)).publish(expiring("q", "a", 50)).publish(expiring("q", "b", 500));
        vhost.advance(50);
        assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
        vhost.advance(50);
        assertThat(vhost.queue("q").readyCount()).isZero();
    }

    @Test
    void withNoTimeToLiveOnlyAConsumerThatWaitsGetsIt() {
        channel.declare("q", ttl(0)).publish("", "q", "lost");
        assertThat(vhost.queue("q").readyCount()).isZero();
        channel.consume("q", "c").forget().publish("", "q", "caught");
        assertThat(channel.events()).containsExactly("deliver c 1 caught");
    }

    @Test
    void aConsumerOfTheSameTurnGetsWhatCannotWait() {
        FieldTable none = FieldTable.builder().put("x-max-length", 0).build();
        channel.declare("ttl", ttl(0)).declare("length", none).forget();
        for (String queue : List.of("ttl", "length")) {
            channel.run((core, state) -> {
                core.consume(state, new ConsumeRequest(queue, queue, true, false, FieldTable.EMPTY));
                core.publish(state, TestMessage.to("", queue, "m").build(0), false, false);
            });
        }
        assertThat(channel.events()).containsExactly("deliver ttl 1 m", "deliver length 2 m");
    }

    @Test
    void aConsumerNeverGetsWhatIsOver() {
        channel.qos(1)
                .declare("q", ttl(100))
                .consume("q", "c")
                .publish("", "q", "1")
                .publish("", "q", "2");
        vhost.executor().advance(100); // the timer has not run yet
        assertThat(channel.forget().ack(1).events()).isEmpty();
        assertThat(vhost.queue("q").readyCount()).isZero();
    }

    @Test
    void comingBackDoesNotRenewATimeToLive() {
        channel.declare("q", ttl(100)).publish("", "q", "m").get("q");
        vhost.advance(60);
        channel.nack(1, false, true);
        assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
        vhost.advance(40);
        assertThat(vhost.queue("q").readyCount()).isZero();
    }

    @Test
    void whatIsUnackedDoesNotExpireButDoesWhenItComesBackTooLate() {
        channel.declare("q", ttl(100)).publish("", "q", "m").get("q");
        vhost.advance(200);
        channel.nack(1, false, true);
        assertThat(vhost.queue("q").readyCount()).isZero();
        assertThat(vhost.queue("q").lengths().unacked()).isZero();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void millionsThatComeAndGoLeaveNothingBehind() {
        channel.declare("q", ttl(1_000_000)).consumeNoAck("q", "c");
        for (int i = 0; i < 10_000; i++) {
            channel.publish("", "q", "m");
        }
        assertThat(channel.events()).hasSize(10_002);
        vhost.advance(1_000_000);
        assertThat(vhost.held()).isZero();
    }

    @Test
    void manyMessagesThatAreOverAtOnceLeaveInSlices() {
        channel.declare("q", ttl(100));
        for (int i = 0; i < 5_000; i++) {
            channel.publish("", "q", "m" + i);
        }
        vhost.advance(100);
        assertThat(vhost.queue("q").readyCount()).isZero();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void theTimeToLiveGoesOnAfterARestart() {
        channel.declareDurable("q", ttl(100))
                .publishPersistent("", "q", "m")
                .publish(expiring("q", "n", 50).persistent())
                .sync();
        TestVhost again = vhost.crashAndRecover();
        assertThat(again.queue("q").readyCount()).isEqualTo(2);
        again.executor().advance(50);
        again.run();
        assertThat(again.queue("q").readyCount()).isEqualTo(1);
        again.advance(50);
        assertThat(again.queue("q").readyCount()).isZero();
        assertThat(again.crashAndRecover().queue("q").readyCount()).isLessThanOrEqualTo(2);
    }

    @Test
    void whileTheJournalIsFullWhatIsOverWaitsAndIsNotDelivered() {
        channel.declareDurable("q", ttl(100)).publishPersistent("", "q", "m").sync();
        vhost.journal().room(false);
        vhost.advance(100);
        assertThat(channel.forget().consume("q", "c").events()).containsExactly("consume-ok c");
        vhost.advance(1_000);
        assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
        vhost.journal().room(true);
        vhost.advance(10);
        assertThat(vhost.queue("q").readyCount()).isZero();
        assertThat(channel.events()).isEmpty();
    }

    @Test
    void onAFullDiskWhatIsDroppedExpiresAndWhatIsPublishedOnWaits() {
        FieldTable deadLettered = FieldTable.builder()
                .put("x-message-ttl", 100)
                .put("x-dead-letter-exchange", "")
                .put("x-dead-letter-routing-key", "dead")
                .build();
        channel.declareDurable("dead", FieldTable.EMPTY).declareDurable("q", ttl(100));
        channel.declareDurable("lettered", deadLettered);
        channel.publishPersistent("", "q", "m")
                .publishPersistent("", "lettered", "n")
                .sync();
        vhost.journal().diskFull(true);
        vhost.advance(1_000);
        assertThat(vhost.queue("q").readyCount()).isZero();
        assertThat(vhost.queue("lettered").readyCount()).isEqualTo(1);
        vhost.journal().diskFull(false);
        vhost.advance(10);
        assertThat(vhost.queue("lettered").readyCount()).isZero();
        assertThat(vhost.queue("dead").readyCount()).isEqualTo(1);
    }

    @Test
    void aQueueThatNobodyUsesExpires() {
        FieldTable expires = FieldTable.builder().put("x-expires", 100).build();
        channel.declare("q", expires);
        vhost.advance(60);
        channel.declare("q", expires);
        vhost.advance(60);
        channel.get("q");
        vhost.advance(60);
        channel.consume("q", "c");
        vhost.advance(200);
        channel.cancel("c");
        vhost.advance(99);
        assertThat(vhost.queue("q")).isNotNull();
        vhost.advance(1);
        assertThat(vhost.queue("q")).isNull();
    }

    @Test
    void theLeaseOfADurableQueueBeginsAnewAtARestart() {
        channel.declareDurable("q", FieldTable.builder().put("x-expires", 100).build())
                .sync();
        vhost.advance(50);
        TestVhost again = vhost.crashAndRecover();
        again.advance(99);
        assertThat(again.queue("q")).isNotNull();
        again.advance(1);
        again.sync();
        assertThat(again.queue("q")).isNull();
        assertThat(again.crashAndRecover().queue("q")).isNull();
    }
}
