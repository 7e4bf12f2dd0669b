package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.FieldTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Neighbours in a queue's order whose numbers are farther apart than a run of packed messages reaches. */
class SparseNumbersTest {
    private static final int MESSAGES = 6_000;
    private static final int EACH = 60;

    private final TestVhost vhost = new TestVhost();

    /** One message in sixty has a priority of its own, and all are packed. */
    private void publishAndPack(FieldTable.Builder arguments) {
        vhost.channel().declareDurable("q", arguments.put("x-max-priority", 2).build());
        TestChannel publisher = vhost.channel();
        for (int i = 0; i < MESSAGES; i++) {
            TestMessage message = TestMessage.to("", "q", "m" + i).persistent();
            publisher.publish(i % EACH == 0 ? message.priority(2) : message);
        }
        vhost.sync();
        vhost.vhost().ledger().limit(1L << 40, 0, 0);
        for (int i = 0; i < 10; i++) {
            vhost.sync();
        }
        assertThat(vhost.held()).as("octets in memory").isLessThan(MESSAGES * 10);
        vhost.vhost().ledger().limit(1L << 40, 1L << 40, 1L << 40);
    }

    @Test
    void allAreDeliveredInOrder() {
        publishAndPack(FieldTable.builder());
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i += EACH) {
            expected.add("m" + i);
        }
        for (int i = 0; i < MESSAGES; i++) {
            if (i % EACH != 0) {
                expected.add("m" + i);
            }
        }
        TestChannel reader = vhost.channel().qos(100).consume("q", "c");
        List<String> bodies = new ArrayList<>();
        for (int turns = 0; bodies.size() < MESSAGES && turns < MESSAGES; turns++) {
            reader.events().stream()
                    .filter(event -> event.startsWith("deliver"))
                    .forEach(event -> bodies.add(event.substring(event.lastIndexOf(' ') + 1)));
            reader.ack(0, true);
            vhost.sync();
            vhost.store().answer();
            vhost.run();
        }
        assertThat(bodies).isEqualTo(expected);
        assertThat(vhost.held()).isZero();
    }

    @Test
    void allExpireOnce() {
        publishAndPack(FieldTable.builder().put("x-message-ttl", 1_000));
        int before = vhost.journal().records().size();
        vhost.executor().advance(2_000);
        vhost.run();
        while (vhost.store().answer()) {
            vhost.sync();
        }
        assertThat(vhost.queue("q").readyCount()).isZero();
        assertThat(vhost.journal().records().size() - before).isLessThanOrEqualTo(MESSAGES);
    }

    @Test
    void allArePurged() {
        publishAndPack(FieldTable.builder());
        assertThat(vhost.queue("q").purge()).isEqualTo(MESSAGES);
        assertThat(vhost.queue("q").readyCount()).isZero();
    }
}
