package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.message.FieldTable;
import io.leveret.core.policy.ApplyTo;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.PolicyLayer;
import org.junit.jupiter.api.Test;

/** What policies do to queues that are there, with what is in them. */
class PolicyEffectsTest {
    private static final Answer ANSWER = new Answer() {
        @Override
        public void done() {}

        @Override
        public void refused(ChangeRefusedException why) {
            throw new AssertionError(why);
        }
    };

    private TestVhost vhost = new TestVhost();
    private TestChannel channel = vhost.channel();

    private static FieldTable.Builder args() {
        return FieldTable.builder();
    }

    private void put(PolicyLayer layer, FieldTable.Builder definition) {
        Policy policy = Policy.of("p", "^q", ApplyTo.QUEUES, 0, definition.build());
        vhost.loop().control().putPolicy(layer, policy, ANSWER);
        vhost.sync();
    }

    private void put(FieldTable.Builder definition) {
        put(PolicyLayer.USER, definition);
    }

    private void delete() {
        vhost.loop().control().deletePolicy(PolicyLayer.USER, "p", ANSWER);
        vhost.sync();
    }

    private void publish(int messages) {
        for (int i = 0; i < messages; i++) {
            channel.publish("", "q", "m" + i);
        }
    }

    private int ready() {
        return vhost.queue("q").readyCount();
    }

    @Test
    void whatIsThereGetsATimeToLiveAndLosesItAgain() {
        channel.declare("q");
        publish(3);
        vhost.advance(50);
        put(args().put("message-ttl", 100));
        vhost.advance(49);
        assertThat(ready()).isEqualTo(3);
        put(args().put("message-ttl", 1_000));
        vhost.advance(1);
        assertThat(ready()).isEqualTo(3);
        put(args().put("message-ttl", 100));
        assertThat(ready()).as("it is over already").isZero();
        delete();
        publish(1);
        vhost.advance(10_000);
        assertThat(ready()).isEqualTo(1);
    }

    @Test
    void aLimitDropsWhatIsTooMuchAtOnce() {
        channel.declare("q");
        publish(2_000);
        put(args().put("max-length", 10));
        assertThat(ready()).isEqualTo(10);
        put(args().put("max-length", 10).put("overflow", "reject-publish"));
        channel.confirmSelect().forget().publish("", "q", "m");
        assertThat(channel.events()).containsExactly("nack 1");
    }

    @Test
    void theLowerOfTheNumbersCountsAndTheArgumentsWord() {
        channel.declare("dead")
                .declare(
                        "q",
                        args().put("x-max-length", 5)
                                .put("x-dead-letter-exchange", "")
                                .put("x-dead-letter-routing-key", "dead")
                                .build());
        put(args().put("max-length", 7).put("dead-letter-exchange", "amq.fanout"));
        put(PolicyLayer.OPERATOR, args().put("max-length", 3));
        publish(4);
        assertThat(ready()).isEqualTo(3);
        assertThat(vhost.queue("dead").readyCount()).isEqualTo(1);
    }

    @Test
    void deadLettersGoWhereThePolicySaysAtThatMoment() {
        channel.declare("dead").declare("q");
        put(args().put("dead-letter-exchange", "").put("dead-letter-routing-key", "dead"));
        publish(2);
        channel.get("q").nack(1, false, false);
        assertThat(vhost.queue("dead").readyCount()).isEqualTo(1);
        delete();
        channel.get("q").nack(2, false, false);
        assertThat(vhost.queue("dead").readyCount()).isEqualTo(1);
        assertThat(vhost.queue("q").readyCount()).isZero();
    }

    @Test
    void anUnusedQueueExpiresByPolicy() {
        channel.declare("q");
        vhost.advance(500);
        put(args().put("expires", 1_000));
        vhost.advance(499);
        assertThat(vhost.queue("q")).isNotNull();
        vhost.advance(1);
        assertThat(vhost.queue("q")).isNull();
    }

    @Test
    void aDeliveryLimitAndATimeoutHold() {
        channel.declare("q");
        put(args().put("delivery-limit", 1).put("consumer-timeout", 100));
        publish(1);
        channel.consume("q", "slow").forget();
        vhost.advance(100);
        assertThat(channel.events()).containsExactly("cancelled slow");
        channel.get("q").nack(2, false, true);
        assertThat(ready()).isZero();
    }

    @Test
    void policiesHoldAfterARestart() {
        channel.declareDurable("q").publishPersistent("", "q", "m1").publishPersistent("", "q", "m2");
        put(args().put("max-length", 2).put("message-ttl", 100));
        vhost = vhost.crashAndRecover();
        channel = vhost.channel();
        channel.publishPersistent("", "q", "m3");
        assertThat(ready()).isEqualTo(2);
        vhost.advance(100);
        assertThat(ready()).isZero();
    }
}
