package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What happens at the bounds: of a connection's output, of memory, of the journal. */
class BoundsTest {
    private static final long PLENTY = 1 << 30;

    /** Weight of a delivery of the bodies used here, with two octets of properties. */
    private static final long DELIVERY = 64 + 2 + 2;

    private final TestVhost vhost = new TestVhost();

    private void publish(TestVhost to, int count) {
        TestChannel publisher = to.channel();
        for (int i = 10; i < 10 + count; i++) {
            publisher.publish("", "q", "" + i);
        }
    }

    // output

    @Test
    void aConsumerGetsNoMoreThanItsConnectionTakes() {
        TestChannel channel = vhost.connect(3 * DELIVERY).channel(1);
        channel.declare("q").consume("q", "c").connection().flush();
        channel.forget();

        publish(vhost, 10);
        assertThat(channel.events()).hasSize(3);
        assertThat(vhost.queue("q").readyCount()).isEqualTo(7);

        channel.connection().flush();
        assertThat(channel.events()).containsExactly("deliver c 4 13", "deliver c 5 14", "deliver c 6 15");
    }

    @Test
    void aSlowConsumerLeavesTheRestToOthers() {
        TestChannel slow = vhost.connect(DELIVERY).channel(1).declare("q");
        slow.connection().flush();
        slow.consume("q", "slow").connection().flush();
        TestChannel quick = vhost.channel().consume("q", "quick");

        publish(vhost, 5);

        assertThat(slow.events()).endsWith("deliver slow 1 10");
        assertThat(quick.events()).hasSize(5);
    }

    @Test
    void aConnectionThatDoesNotReadIsNotServedUntilItDoes() {
        TestChannel channel = vhost.connect(100).channel(1).declare("q");
        channel.get("q").get("q").get("q").publish("", "q", "m");
        assertThat(channel.events()).containsExactly("declare-ok q 0 0", "get-empty");
        assertThat(vhost.queue("q").readyCount()).isZero();

        channel.connection().flush();
        assertThat(channel.events()).containsExactly("get-empty", "get-empty");
        channel.connection().flush();
        assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
    }

    @Test
    void whatWaitsForTheJournalCountsAsOutput() {
        TestChannel channel = vhost.connect(130).channel(1).declare("q");
        channel.connection().flush();
        channel.forget().publish("", "q", "10").declareDurable("d").consume("q", "c");

        channel.declarePassive("q");
        assertThat(channel.events()).isEmpty();

        vhost.sync();
        assertThat(channel.events()).containsExactly("declare-ok d 0 0", "consume-ok c", "deliver c 1 10");
        channel.connection().flush();
        assertThat(channel.events()).containsExactly("declare-ok q 0 1");
    }

    @Test
    void everythingEmittedIsReportedBackExactly() {
        TestChannel channel =
                vhost.connect(1_000).channel(1).declareDurable("q").confirmSelect();
        for (int i = 0; i < 200; i++) {
            channel.publishPersistent("", "q", "12").get("q", true).publishMandatory("", "none", "34");
            vhost.sync();
            channel.connection().flush();
        }
        assertThat(channel.connection().port().unflushed()).isZero();
        assertThat(channel.events()).hasSize(1 + 200 * 3);
    }

    @Test
    void manyConnectionsShareWhatMayBeUnflushed() {
        TestVhost small = new TestVhost(new VirtualHostLimits(PLENTY, PLENTY, 6 * DELIVERY));
        TestChannel one = small.connect(PLENTY).channel(1).declare("q");
        one.connection().flush();
        one.forget().consume("q", "c").connection().flush();
        TestChannel publisher = small.connect(PLENTY).channel(1);
        publisher.connection().flush();
        for (int i = 10; i < 20; i++) {
            publisher.publish("", "q", "" + i);
        }
        assertThat(one.events())
                .as("three of the six that two connections share")
                .hasSize(1 + 3);

        one.connection().flush();
        assertThat(one.events()).hasSize(3);
        publisher.connection().drop();
        one.connection().flush();
        assertThat(one.events()).as("its share has grown").hasSize(4);
    }

    // memory

    @Test
    void aPublisherWaitsWhileMemoryIsFullAndConsumersGoOn() {
        TestVhost small = new TestVhost(new VirtualHostLimits(600, PLENTY));
        TestChannel consumer =
                small.channel().declare("q").qos(1).consume("q", "c").forget();
        TestChannel publisher = small.channel().confirmSelect();
        for (int i = 10; i < 20; i++) {
            publisher.publish("", "q", "" + i);
        }
        assertThat(publisher.events()).containsExactly("ack 1", "ack 2", "ack 3");
        assertThat(small.held()).isGreaterThanOrEqualTo(600);
        assertThat(consumer.events()).containsExactly("deliver c 1 10");

        for (int tag = 1; tag <= 10; tag++) {
            consumer.ack(tag);
        }
        assertThat(publisher.events()).hasSize(7).endsWith("ack 10");
        assertThat(consumer.events()).hasSize(9).endsWith("deliver c 10 19");
        assertThat(small.held()).isZero();
    }

    @Test
    void onlyTheConnectionThatPublishesWaitsWithAllItAsksForBehind() {
        TestVhost small = new TestVhost(new VirtualHostLimits(100, PLENTY));
        TestChannel publisher = small.channel()
                .declare("q")
                .publish("", "q", "1")
                .publish("", "q", "2")
                .forget();
        TestChannel other = publisher.connection().channel(2).get("q");
        assertThat(other.events()).isEmpty();
        TestChannel elsewhere = small.channel().declarePassive("q");
        assertThat(elsewhere.events()).containsExactly("declare-ok q 1 0");

        elsewhere.purge("q");

        assertThat(other.events()).containsExactly("get-ok 1 2 left=0");
    }

    @Test
    void aMessageThatWaitedIsTakenOnceHoweverOftenItsConnectionWasWoken() {
        TestVhost small = new TestVhost(new VirtualHostLimits(300, PLENTY));
        TestChannel both = small.connect(70).channel(1).declare("q");
        both.connection().flush();
        TestChannel other =
                small.channel().publish("", "q", "10").publish("", "q", "11").publish("", "q", "12");
        other.connection().channel(2).get("q");
        both.publish("", "q", "13").consume("q", "c");
        for (int i = 0; i < 20; i++) {
            both.connection().flush();
        }
        assertThat(both.events()).containsExactly("declare-ok q 0 0");

        small.channel().purge("q");
        for (int i = 0; i < 20; i++) {
            small.channel().purge("q");
            both.connection().flush();
        }
        assertThat(small.held()).isLessThan(1_000);
        assertThat(both.events().stream().filter(event -> event.endsWith(" 13")).count())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void aWaitingPublisherThatIsLostPublishesNothing() {
        TestVhost small = new TestVhost(new VirtualHostLimits(100, PLENTY));
        TestChannel publisher =
                small.channel().declare("q").publish("", "q", "1").publish("", "q", "2");
        publisher.connection().drop();

        small.channel().purge("q");

        assertThat(small.queue("q").readyCount()).isZero();
        assertThat(small.held()).isZero();
    }

    @Test
    void aMessageInSeveralQueuesHoldsItsMemoryOnce() {
        TestChannel channel = vhost.channel().declare("a").declare("b");
        channel.bind("amq.fanout", "a", "").bind("amq.fanout", "b", "");
        channel.publish("amq.fanout", "", "x".repeat(10_000));
        assertThat(vhost.held()).isBetween(10_000L, 11_000L);

        channel.purge("a");
        assertThat(vhost.held()).isBetween(10_000L, 11_000L);
        channel.get("b").delete("b");
        assertThat(vhost.held()).isBetween(10_000L, 11_000L);
        channel.ack(1);
        assertThat(vhost.held()).isZero();
    }

    // journal

    @Test
    void noPublishIsTakenWhileTheJournalHasNoRoomButAcksAre() {
        TestChannel channel = vhost.channel()
                .declareDurable("q")
                .publishPersistent("", "q", "1")
                .get("q");
        TestChannel publisher = vhost.channel().confirmSelect();
        vhost.sync();
        channel.forget();

        vhost.journal().room(false);
        publisher.publish("", "q", "2");
        channel.ack(1).declarePassive("q");
        vhost.sync();
        assertThat(channel.events()).containsExactly("declare-ok q 0 0");
        assertThat(publisher.events()).isEmpty();
        assertThat(vhost.held()).isZero();

        vhost.journal().room(true);
        vhost.run();
        assertThat(publisher.events()).containsExactly("ack 1");
    }

    @Test
    void noPublishIsTakenWhileTheDiskIsFullAndEverythingElseGoesOn() {
        TestChannel channel = vhost.channel()
                .declareDurable("q")
                .publishPersistent("", "q", "1")
                .get("q");
        TestChannel publisher = vhost.channel().confirmSelect();
        vhost.sync();
        channel.forget();

        vhost.journal().diskFull(true);
        publisher.publish("", "q", "2");
        channel.ack(1).declareDurable("another").declarePassive("q");
        vhost.sync();
        assertThat(channel.events()).containsExactly("declare-ok another 0 0", "declare-ok q 0 0");
        assertThat(publisher.events()).isEmpty();

        vhost.journal().diskFull(false);
        vhost.run();
        assertThat(publisher.events()).containsExactly("ack 1");
    }

    @Test
    void anotherShareOfTheMemoryCountsAtOnce() {
        vhost.channel().declare("q");
        publish(vhost, 1);
        vhost.loop().control().resize(new VirtualHostLimits(1, 1 << 20));
        publish(vhost, 2);
        assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
        vhost.loop().control().resize(new VirtualHostLimits(1 << 20, 1 << 20));
        vhost.run();
        assertThat(vhost.queue("q").readyCount()).isEqualTo(3);
    }
}
