package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Since when a queue's oldest unacked delivery is out. */
class UnackedSinceTest {
    private final TestVhost vhost = new TestVhost();
    private final TestChannel channel = vhost.channel();

    private long since(String queue) {
        return vhost.queue(queue).lengths().unackedSinceMillis();
    }

    /** The time goes on; what it is then. */
    private long later() {
        vhost.advance(100);
        return vhost.executor().nowMillis();
    }

    private void publish(String queue, int messages) {
        for (int i = 0; i < messages; i++) {
            channel.publish("", queue, "m");
        }
    }

    @Test
    void noneIsOut() {
        channel.declare("q").publish("", "q", "m");
        assertThat(since("q")).isZero();

        channel.get("q", true);
        assertThat(since("q")).isZero();
    }

    @Test
    void ofOneQueueThoughTheChannelHasOlderOnesOfAnother() {
        channel.declare("a").declare("b").publish("", "a", "m").publish("", "b", "m");
        long first = later();
        channel.get("a");
        long second = later();
        channel.get("b");

        assertThat(since("a")).isEqualTo(first);
        assertThat(since("b")).isEqualTo(second);
    }

    @Test
    void theOldestOfAllChannelsConsumersAndGets() {
        channel.declare("q").qos(1);
        publish("q", 4);
        long first = later();
        channel.consume("q", "c1");
        long second = later();
        TestChannel other = vhost.channel().get("q");
        long third = later();
        other.qos(1).consume("q", "c2");

        assertThat(since("q")).isEqualTo(first);
        channel.cancel("c1").ack(1);
        assertThat(since("q")).isEqualTo(second);
        other.ack(1);
        assertThat(since("q")).isEqualTo(third);
    }

    @Test
    void acksInAnyOrder() {
        channel.declare("q");
        publish("q", 4);
        long first = later();
        channel.get("q");
        later();
        channel.get("q");
        long third = later();
        channel.get("q").get("q");

        channel.ack(2).ack(3);
        assertThat(since("q")).isEqualTo(first);
        channel.nack(1, false, false);
        assertThat(since("q")).isEqualTo(third);
        channel.ack(4);
        assertThat(since("q")).isZero();
    }

    @Test
    void whatComesBackIsNotOutAndGoesOutAnew() {
        channel.declare("q").publish("", "q", "m").get("q");
        later();
        channel.nack(1, false, true);
        assertThat(since("q")).isZero();

        long again = later();
        TestChannel other = vhost.channel().get("q");
        assertThat(since("q")).isEqualTo(again);
        later();
        other.connection().drop();
        assertThat(since("q")).isZero();
    }

    @Test
    void anAckThatIsNotCommittedLeavesItOut() {
        channel.declare("q");
        publish("q", 2);
        long first = later();
        channel.get("q");
        long second = later();
        channel.get("q").txSelect().ack(1);

        assertThat(since("q")).isEqualTo(first);
        channel.rollback().ack(1);
        assertThat(since("q")).isEqualTo(first);
        channel.commit();
        assertThat(since("q")).isEqualTo(second);
    }

    @Test
    void aQueueOfTheSameNameIsAnother() {
        channel.declare("q").publish("", "q", "m").get("q").delete("q");
        channel.declare("q").publish("", "q", "m");
        assertThat(since("q")).isZero();

        long second = later();
        channel.get("q").ack(1);
        assertThat(since("q")).isEqualTo(second);
    }

    @Test
    void whateverIsDelivered() {
        Random random = new Random(7);
        List<String> queues = List.of("a", "b", "c");
        queues.forEach(channel::declare);
        TreeMap<Long, Out> model = new TreeMap<>();
        long lastTag = 0;
        for (int step = 0; step < 20_000; step++) {
            String queue = queues.get(random.nextInt(3));
            if (random.nextInt(3) == 0) {
                vhost.advance(random.nextInt(2));
            }
            if (random.nextBoolean() || model.isEmpty()) {
                channel.publish("", queue, "m").get(queue);
                model.put(++lastTag, new Out(queue, vhost.executor().nowMillis()));
            } else {
                settle(random, model);
            }
            channel.forget().connection().flush();
            assertThat(since(queue))
                    .as("%s after step %d", queue, step)
                    .isEqualTo(oldest(model).getOrDefault(queue, 0L));
        }
    }

    private record Out(String queue, long sinceMillis) {}

    private void settle(Random random, NavigableMap<Long, Out> model) {
        long tag = model.ceilingKey(model.firstKey() + random.nextLong(model.lastKey() - model.firstKey() + 1));
        if (random.nextInt(16) == 0) {
            channel.ack(tag, true);
            model.headMap(tag, true).clear();
        } else {
            channel.ack(tag);
            model.remove(tag);
        }
    }

    private static Map<String, Long> oldest(NavigableMap<Long, Out> model) {
        Map<String, Long> oldest = new HashMap<>();
        model.values().forEach(out -> oldest.merge(out.queue(), out.sinceMillis(), Math::min));
        return oldest;
    }
}
