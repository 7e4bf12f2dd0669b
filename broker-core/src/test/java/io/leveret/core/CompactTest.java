package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.FieldTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ready messages that wait behind many others are octets until they are wanted. */
class CompactTest {
    private static final long FEW = 100_000;
    private static final long PLENTY = 1L << 40;

    private final TestVhost vhost = new TestVhost();

    @BeforeEach
    void littleIsMuch() {
        vhost.vhost().ledger().limit(PLENTY, PLENTY, FEW);
        vhost.channel().declareDurable("q");
    }

    private void publish(String exchange, String queue, int from, int to, boolean persistent) {
        TestChannel publisher = vhost.channel();
        for (int i = from; i <= to; i++) {
            TestMessage message = TestMessage.to(exchange, queue, "m" + i);
            publisher.publish(persistent ? message.persistent() : message);
            if (i % 100 == 0) {
                vhost.sync();
            }
        }
        vhost.sync();
    }

    private List<String> drain(String queue, int count) {
        TestChannel reader = vhost.channel().qos(50).consume(queue, "c");
        List<String> bodies = new ArrayList<>();
        while (bodies.size() < count) {
            List<String> events = reader.events();
            assertThat(events).isNotEmpty();
            events.stream()
                    .filter(event -> event.startsWith("deliver"))
                    .forEach(event -> bodies.add(event.substring(event.lastIndexOf(' ') + 1)));
            reader.ack(0, true);
            vhost.sync();
        }
        return bodies;
    }

    private static List<String> numbered(int from, int to) {
        List<String> bodies = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            bodies.add("m" + i);
        }
        return bodies;
    }

    @Test
    void transientMessagesComeBackInOrder() {
        publish("", "q", 1, 10_000, false);

        assertThat(vhost.memory().kept()).isGreaterThan(20);
        assertThat(vhost.held()).isLessThan(10_000 * 60 + 3 * FEW);
        assertThat(drain("q", 10_000)).isEqualTo(numbered(1, 10_000));
        assertThat(vhost.held()).isZero();
        assertThat(vhost.memory().kept()).isZero();
    }

    @Test
    void persistentMessagesComeBackInOrderAndAreSettledInTheJournal() {
        publish("", "q", 1, 5_000, true);

        assertThat(vhost.memory().kept()).isGreaterThan(10);
        assertThat(drain("q", 5_000)).isEqualTo(numbered(1, 5_000));
        assertThat(vhost.memory().kept()).isZero();
        assertThat(vhost.crashAndRecover().queue("q").readyCount()).isZero();
    }

    @Test
    void whatIsNotDurableStaysAnObject() {
        vhost.journal().room(true);
        TestChannel publisher = vhost.channel();
        for (int i = 1; i <= 5_000; i++) {
            publisher.publish(TestMessage.to("", "q", "m" + i).persistent());
        }

        assertThat(vhost.memory().kept()).isZero();
    }

    @Test
    void theFirstMessagesAreNotTouched() {
        publish("", "q", 1, 512, false);

        assertThat(vhost.held()).isGreaterThan(FEW);
        assertThat(vhost.memory().kept()).isZero();
    }

    @Test
    void aPurgeAndADeletionFreeThem() {
        publish("", "q", 1, 5_000, false);
        vhost.channel().purge("q");
        assertThat(vhost.memory().kept()).isZero();
        assertThat(vhost.held()).isZero();

        publish("", "q", 1, 5_000, false);
        vhost.channel().delete("q");
        assertThat(vhost.memory().everKept()).isGreaterThan(20);
        assertThat(vhost.memory().kept()).isZero();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void whatMemoryIsTooShortForGoesToTheDisk() {
        publish("", "q", 1, 5_000, true);
        int before = vhost.memory().kept();
        vhost.vhost().ledger().limit(PLENTY, FEW, FEW);
        publish("", "q", 5_001, 5_400, true);
        while (vhost.store().answer()) {
            vhost.sync();
        }

        assertThat(before).isPositive();
        assertThat(vhost.memory().kept()).isLessThan(before);
        assertThat(vhost.held()).isLessThan(2 * FEW);
        vhost.vhost().ledger().limit(PLENTY, PLENTY, PLENTY);
    }

    @Test
    void aMessageThatSeveralQueuesHaveStaysOneObject() {
        vhost.channel().declareDurable("other").bind("amq.fanout", "q", "").bind("amq.fanout", "other", "");
        publish("amq.fanout", "", 1, 3_000, false);

        assertThat(vhost.memory().kept()).isZero();
    }

    @Test
    void theOldestIsDroppedWhenThereAreTooMany() {
        vhost.channel()
                .declare(
                        "short", FieldTable.builder().put("x-max-length", 3_000).build());
        publish("", "short", 1, 9_000, false);

        assertThat(vhost.memory().everKept()).isPositive();
        assertThat(drain("short", 3_000)).isEqualTo(numbered(6_001, 9_000));
        assertThat(vhost.memory().kept()).isZero();
    }
}
