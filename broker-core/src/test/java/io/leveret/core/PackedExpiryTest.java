package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.journal.JournalRecord.Settle;
import io.leveret.core.message.FieldTable;
import io.leveret.core.policy.ApplyTo;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.PolicyLayer;
import io.leveret.core.queue.QueueContents;
import org.junit.jupiter.api.Test;

/** What leaves a queue while it is on disk only: when its time is over, when the queue is too long, when it is purged. */
class PackedExpiryTest {
    private TestVhost vhost = new TestVhost();

    private static FieldTable table(String key, Object value) {
        FieldTable.Builder table = FieldTable.builder();
        return (value instanceof String text ? table.put(key, text) : table.put(key, (int) value)).build();
    }

    private void publish(TestMessage message) {
        vhost.channel().publish(message.persistent());
    }

    private void publish(int from, int to) {
        for (int i = from; i <= to; i++) {
            publish(TestMessage.to("", "q", "m" + i));
        }
    }

    /** All that is ready leaves memory. */
    private void pack() {
        vhost.sync();
        vhost.vhost().ledger().limit(1L << 40, 0, 0);
        vhost.sync();
    }

    private void answerAll() {
        while (vhost.store().answer()) {
            vhost.run();
        }
    }

    private int ready(String queue) {
        return vhost.queue(queue).readyCount();
    }

    @Test
    void aPackedMessageExpiresAtItsOwnMomentUnread() {
        vhost.channel().declareDurable("q");
        publish(1, 2);
        publish(TestMessage.to("", "q", "short").expiration("50"));
        publish(3, 4);
        pack();
        assertThat(vhost.held()).isZero();

        vhost.advance(49);
        assertThat(ready("q")).isEqualTo(5);
        vhost.advance(1);
        assertThat(ready("q")).isEqualTo(4);
        assertThat(vhost.store().waiting()).isZero();
        assertThat(vhost.journal().records()).endsWith(new Settle(1, 3, 3));
    }

    @Test
    void aPackedMessageThatIsDeadLetteredIsReadForThat() {
        vhost.channel()
                .declareDurable("d")
                .declareDurable(
                        "q",
                        FieldTable.builder()
                                .put("x-dead-letter-exchange", "")
                                .put("x-dead-letter-routing-key", "d")
                                .build());
        publish(1, 2);
        publish(TestMessage.to("", "q", "short").expiration("50"));
        pack();
        vhost.vhost().ledger().limit(1L << 40, 1L << 40, 1L << 40);

        vhost.advance(50);
        assertThat(vhost.store().waiting()).isEqualTo(1);
        answerAll();

        assertThat(ready("q")).isEqualTo(2);
        assertThat(vhost.channel().get("d").events()).containsExactly("get-ok 1 short left=0");
    }

    @Test
    void byTheQueuesTimeEachPackedMessageLeavesAtItsMoment() {
        vhost.channel().declareDurable("q", table("x-message-ttl", 100));
        for (int i = 1; i <= 10; i++) {
            publish(i, i);
            vhost.advance(10);
        }
        pack();
        assertThat(ready("q")).isEqualTo(9); // the first has gone

        for (int left = 8; left >= 0; left--) {
            vhost.advance(10);
            answerAll();
            assertThat(ready("q")).isEqualTo(left);
        }
        assertThat(vhost.held()).isZero();
    }

    @Test
    void aRunOfWhichAllIsOverLeavesUnread() {
        vhost.channel().declareDurable("q", table("x-message-ttl", 100));
        publish(1, 2_000);
        pack();
        assertThat(QueueContents.stretches(vhost.queue("q"))).isEqualTo(1);

        vhost.advance(100);

        assertThat(ready("q")).isZero();
        assertThat(vhost.store().waiting()).isZero();
    }

    @Test
    void aPolicyThatSetsATimeToLiveGoesForPackedMessages() {
        vhost.channel().declareDurable("q");
        publish(1, 1_000);
        pack();
        vhost.advance(50);
        Policy policy = Policy.of("p", "q", ApplyTo.QUEUES, 0, table("message-ttl", 60));
        vhost.loop().control().putPolicy(PolicyLayer.USER, policy, new Answer() {
            @Override
            public void done() {}

            @Override
            public void refused(ChangeRefusedException why) {
                throw new AssertionError(why);
            }
        });
        vhost.run();
        assertThat(ready("q")).isEqualTo(1_000);

        vhost.advance(10);

        assertThat(ready("q")).isZero();
    }

    @Test
    void aPurgeLeavesWhatIsUnackedInBetweenOutOfItsRecords() {
        vhost.channel().declareDurable("q", table("x-max-priority", 1));
        for (int i = 1; i <= 9; i++) {
            publish(TestMessage.to("", "q", "m" + i).priority(i == 5 ? 1 : 0));
        }
        TestChannel reader = vhost.channel().get("q").forget();
        pack();
        assertThat(QueueContents.stretches(vhost.queue("q"))).isEqualTo(1);

        assertThat(vhost.channel().purge("q").sync().events()).containsExactly("purge-ok 8");

        assertThat(vhost.journal().records().stream().filter(Settle.class::isInstance))
                .containsExactly(new Settle(1, 1, 4), new Settle(1, 6, 9));
        vhost = vhost.crashAndRecover();
        assertThat(ready("q")).isEqualTo(1);
        assertThat(reader.events()).isEmpty();
    }

    @Test
    void howOftenAPackedMessageCameBackIsKnownWhenItIsRead() {
        vhost.channel().declareDurable("q", table("x-queue-type", "quorum"));
        publish(1, 3);
        vhost.channel().get("q").get("q").nack(1, false, true);
        vhost.sync();
        vhost.journal().cold(vhost.journal().durablePosition());
        vhost = vhost.crashAndRecover();
        TestChannel reader = vhost.channel().get("q");
        answerAll();
        reader.get("q").get("q");

        assertThat(reader.events())
                .containsExactly(
                        "get-ok 1 m1 left=2 redelivered", "get-ok 2 m2 left=1 redelivered", "get-ok 3 m3 left=0");
    }
}
