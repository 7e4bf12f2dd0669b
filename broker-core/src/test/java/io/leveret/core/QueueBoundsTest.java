package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.channel.ChannelState;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.FieldTable;
import io.leveret.core.policy.ApplyTo;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.PolicyLayer;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What queues may hold in memory, in timers and in the journal, however messages leave them. */
class QueueBoundsTest {
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

    private static Object field(Object of, String name) throws ReflectiveOperationException {
        Field field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }

    private int timers() {
        return vhost.vhost().ports().timerCount();
    }

    @Test
    void whatStaysOnDiskIsNotLoadedForMessagesOfAHigherPriority() {
        channel.declareDurable("q", table("x-max-priority", 9));
        for (int i = 0; i < 3000; i++) {
            channel.publishPersistent("", "q", "low");
        }
        restart();
        for (int i = 0; i < 2000; i++) {
            channel.publish(TestMessage.to("", "q", "high").priority(9));
        }
        TestChannel reader = vhost.channel().qos(1).consume("q", "c");
        for (int tag = 1; tag < 2000; tag++) {
            reader.ack(tag);
            answerAll();
        }
        assertThat(vhost.queue("q").readyCount()).isEqualTo(3000);
        assertThat(vhost.held()).isLessThan(600 * 300);
    }

    @Test
    void whatStaysOnDiskIsNotLoadedForMessagesThatExpire() {
        channel.declareDurable("q");
        for (int i = 0; i < 3000; i++) {
            channel.publishPersistent("", "q", "old");
        }
        restart();
        for (int i = 0; i < 2000; i++) {
            channel.publish(TestMessage.to("", "q", "new").expiration("1"));
            vhost.advance(2);
            answerAll();
        }
        assertThat(vhost.queue("q").readyCount()).isEqualTo(3000);
        assertThat(vhost.held()).isLessThan(400 * 300);
    }

    @Test
    void aForgottenAckDoesNotMakeTheChannelRememberAllLaterDeliveries() throws ReflectiveOperationException {
        channel.declare("q", table("x-consumer-timeout", 3_600_000)).consume("q", "c");
        for (int tag = 1; tag <= 20_000; tag++) {
            channel.publish("", "q", "m");
            if (tag > 1) {
                channel.ack(tag);
            }
        }
        ChannelState state = channel.connection().session().state().channel(1);
        Map<?, ?> deadlines = (Map<?, ?>) field(state, "ackDeadlines");
        Object one = deadlines.values().iterator().next();
        assertThat(((Collection<?>) field(one, "deliveries")).size()).isLessThan(100);
    }

    @Test
    void queuesThatAreGoneLeaveNoTimersBehind() throws ReflectiveOperationException {
        for (int i = 0; i < 5000; i++) {
            channel.declare("q" + i, table("x-expires", 86_400_000)).delete("q" + i);
        }
        assertThat(timers()).isLessThan(100);
    }

    @Test
    void messagesThatAreGoneLeaveNoTimersBehind() throws ReflectiveOperationException {
        channel.declare("q").consumeNoAck("q", "c");
        channel.declare("p");
        for (int i = 0; i < 5000; i++) {
            channel.publish(TestMessage.to("", "p", "m").expiration("" + (86_400_000 - i)))
                    .get("p", true);
        }
        assertThat(timers()).isLessThan(100);
    }

    @Test
    void whatIsTooMuchWaitsWhileTheJournalIsFull() {
        channel.declareDurable("dead")
                .declareDurable("q", table("x-dead-letter-exchange", "", "x-dead-letter-routing-key", "dead"))
                .sync();
        for (int i = 0; i < 5000; i++) {
            channel.publishPersistent("", "q", "m");
        }
        vhost.journal().room(false);
        int before = vhost.journal().records().size();
        channel.run(
                (core, on) -> core.topology().policies().put("/", PolicyLayer.USER, policy(table("max-length", 0))));
        assertThat(vhost.journal().records().size() - before).isLessThan(2048);
    }

    @Test
    void deadLetteringWhatLiesOnDiskKeepsToTheMemoryLimit() {
        channel.declareDurable("dead")
                .declareDurable(
                        "q",
                        table(
                                "x-dead-letter-exchange", "",
                                "x-dead-letter-routing-key", "dead",
                                "x-message-ttl", 1000));
        for (int i = 0; i < 5000; i++) {
            channel.publishPersistent("", "q", "m".repeat(1000));
        }
        vhost.sync();
        vhost = vhost.crashAndRecover(new VirtualHostLimits(500_000, 500_000));
        vhost.advance(2000);
        answerAll();
        assertThat(vhost.held()).isLessThan(1_500_000);
        TestChannel reader = vhost.channel().consumeNoAck("dead", "c");
        for (int i = 0; i < 100; i++) {
            vhost.advance(10);
            answerAll();
        }
        assertThat(reader.events()).hasSize(5001);
    }

    @Test
    void aPurgeOfAPriorityQueueIsAFewRecords() {
        channel.declareDurable("q", table("x-max-priority", 1)).sync();
        for (int i = 0; i < 1000; i++) {
            channel.publish(TestMessage.to("", "q", "m").priority(i % 2).persistent());
        }
        channel.purge("q");
        assertThat(vhost.journal().records().stream()
                        .filter(JournalRecord.Settle.class::isInstance)
                        .count())
                .isLessThan(10);
    }

    @Test
    void deadlinesOfAQueueThatIsEmptyAgainCostNothing() throws ReflectiveOperationException {
        channel.declare("q");
        for (int i = 0; i < 20_000; i++) {
            channel.publish(TestMessage.to("", "q", "m").expiration("1000"));
        }
        vhost.advance(1000);
        assertThat(vhost.queue("q").readyCount()).isZero();
        Object deadlines = field(field(vhost.queue("q"), "expiry"), "deadlines");
        assertThat(((long[]) field(deadlines, "dues")).length).isLessThan(1000);
    }

    private static Policy policy(FieldTable definition) {
        return Policy.of("p", ".*", ApplyTo.QUEUES, 0, definition);
    }
}
