package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that lie in the journal only, as after a restart: brought in pages, ahead of who takes them. */
class PagingTest {
    private TestVhost vhost = new TestVhost();

    /** Restarts with so many messages in the durable queue q. */
    private void restartWith(int count) {
        TestChannel publisher = vhost.channel().declareDurable("q");
        for (int i = 1; i <= count; i++) {
            publisher.publishPersistent("", "q", "m" + i);
        }
        vhost.sync();
        vhost = vhost.crashAndRecover();
        assertThat(vhost.queue("q").readyCount()).isEqualTo(count);
        assertThat(vhost.held()).isZero();
    }

    private void answer() {
        assertThat(vhost.store().answer()).isTrue();
        vhost.run();
    }

    @Test
    void deliveriesWaitForTheirPage() {
        restartWith(3);
        TestChannel channel = vhost.channel().consume("q", "c");
        assertThat(channel.events()).containsExactly("consume-ok c");

        answer();

        assertThat(channel.events()).containsExactly("deliver c 1 m1", "deliver c 2 m2", "deliver c 3 m3");
        channel.ack(0, true);
        assertThat(vhost.held()).isZero();
        assertThat(vhost.store().waiting()).isZero();
    }

    @Test
    void pagesAreAskedForOneByOneAheadOfTheConsumer() {
        restartWith(1_000);
        TestChannel channel = vhost.channel().qos(1).consume("q", "c");
        assertThat(vhost.store().nextPageSize()).isEqualTo(512);
        answer();
        assertThat(vhost.store().waiting()).isZero();

        for (int tag = 1; tag < 1_000; tag++) {
            channel.ack(tag);
            if (vhost.store().waiting() > 0) {
                assertThat(vhost.store().waiting()).isEqualTo(1);
                assertThat(vhost.held()).isGreaterThan(100 * 200); // there is still something to deliver meanwhile
                answer();
                assertThat(vhost.held()).isLessThan(800 * 300);
            }
            assertThat(channel.events()).endsWith("deliver c " + (tag + 1) + " m" + (tag + 1));
        }
        channel.ack(1_000);
        assertThat(vhost.held()).isZero();
    }

    @Test
    void getWaitsWithItsConnectionAndNobodyElse() {
        restartWith(2);
        TestChannel channel = vhost.channel().get("q").declarePassive("q");
        TestChannel second = channel.connection().channel(2).declarePassive("q");
        TestChannel other = vhost.channel().declarePassive("q");
        assertThat(channel.events()).isEmpty();
        assertThat(second.events()).isEmpty();
        assertThat(other.events()).containsExactly("declare-ok q 2 0");

        answer();

        assertThat(channel.events()).containsExactly("get-ok 1 m1 left=1", "declare-ok q 1 0");
        assertThat(second.events()).containsExactly("declare-ok q 1 0");
    }

    @Test
    void whatCanNotBeReadIsSetAsideAndTheRestGoesOn() {
        restartWith(4);
        long queueId = vhost.queue("q").settings().id();
        vhost.store().unreadable(queueId, 1);
        vhost.store().unreadable(queueId, 3);
        TestChannel channel = vhost.channel().consume("q", "c");

        answer();

        assertThat(channel.events()).containsExactly("consume-ok c", "deliver c 1 m2", "deliver c 2 m4");
        assertThat(vhost.queue("q").readyCount()).isZero();
        channel.ack(2, true).sync();
        assertThat(vhost.crashAndRecover().queue("q").readyCount()).isEqualTo(2); // not forgotten by the journal
    }

    @Test
    void getFindsTheQueueEmptyIfNothingCouldBeRead() {
        restartWith(1);
        vhost.store().unreadable(vhost.queue("q").settings().id(), 1);
        TestChannel channel = vhost.channel().get("q");

        answer();

        assertThat(channel.events()).containsExactly("get-empty");
    }

    @Test
    void whatIsPublishedMeanwhileComesBehind() {
        restartWith(2);
        TestChannel channel =
                vhost.channel().consume("q", "c").publish("", "q", "new").forget();

        answer();

        assertThat(channel.events()).containsExactly("deliver c 1 m1", "deliver c 2 m2", "deliver c 3 new");
    }

    @Test
    void whatComesBackStandsBeforeWhatIsNotLoaded() {
        restartWith(600);
        TestChannel channel = vhost.channel().get("q");
        answer();
        for (int i = 0; i < 200; i++) {
            channel.get("q");
        }
        channel.nack(0, true, true).forget();
        TestChannel reader = vhost.channel().consumeNoAck("q", "c");
        while (vhost.store().waiting() > 0) {
            answer();
        }

        List<String> events = reader.events();
        assertThat(events).hasSize(601);
        for (int i = 1; i <= 600; i++) {
            assertThat(events.get(i)).isEqualTo("deliver c " + i + " m" + i + (i <= 201 ? " redelivered" : ""));
        }
        assertThat(vhost.held()).isZero();
    }

    @Test
    void aPageThatComesAfterAPurgeIsDropped() {
        restartWith(300);
        TestChannel channel = vhost.channel().consume("q", "c");
        TestChannel waiting = vhost.channel().get("q");
        assertThat(vhost.channel().purge("q").sync().events()).containsExactly("purge-ok 300");
        assertThat(waiting.events()).containsExactly("get-empty");
        vhost.channel().publish("", "q", "new");

        answer();

        assertThat(channel.events()).containsExactly("consume-ok c", "deliver c 1 new");
        channel.ack(1);
        assertThat(vhost.held()).isZero();
        assertThat(vhost.crashAndRecover().queue("q").readyCount()).isZero();
    }

    @Test
    void aPageThatComesAfterTheEndOfItsQueueIsDropped() {
        restartWith(3);
        TestChannel waiting = vhost.channel().get("q");
        vhost.channel().delete("q");
        assertThat(waiting.events()).containsExactly("channel: 404 NOT_FOUND - no queue 'q' in vhost '/'");

        answer();

        assertThat(vhost.held()).isZero();
    }

    @Test
    void aPageForALostConnectionStaysForOthers() {
        restartWith(1);
        TestChannel lost = vhost.channel().get("q");
        lost.connection().drop();

        answer();

        assertThat(vhost.channel().get("q").events()).containsExactly("get-ok 1 m1 left=0");
    }
}
