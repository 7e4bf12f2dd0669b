package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Publishes messages m1, m2 … to a virtual host and takes them again. */
final class NumberedMessages {
    private static final int SYNC = 100;

    private final TestVhost vhost;

    NumberedMessages(TestVhost vhost) {
        this.vhost = vhost;
    }

    /** What the bodies from one number to another are. */
    static List<String> bodies(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "m" + i).toList();
    }

    /** Publishes to an exchange, and lets what is there become durable now and then. */
    void publishDurably(String exchange, String key, int from, int to, boolean persistent) {
        for (int i = from; i <= to; i += SYNC) {
            publish(exchange, key, i, Math.min(to, i + SYNC - 1), persistent);
            vhost.sync();
        }
    }

    /** Publishes to an exchange. */
    void publish(String exchange, String key, int from, int to, boolean persistent) {
        TestChannel publisher = vhost.channel();
        for (int i = from; i <= to; i++) {
            TestMessage message = TestMessage.to(exchange, key, "m" + i);
            publisher.publish(persistent ? message.persistent() : message);
        }
    }

    /** All becomes durable, and the store answers what it is asked. */
    void settle() {
        vhost.sync();
        while (vhost.store().answer()) {
            vhost.sync();
        }
    }

    /** Gets so many messages without acks, and returns their bodies. */
    List<String> get(String queue, int count) {
        TestChannel reader = vhost.channel();
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> events = reader.get(queue, true).events();
            if (events.isEmpty()) { // it waits for the store
                settle();
                events = reader.events();
            }
            assertThat(events.get(0)).as("after %s messages", i).startsWith("get-ok");
            bodies.add(events.get(0).split(" ", 4)[2]);
        }
        return bodies;
    }

    /** Consumes so many messages, and returns their bodies. */
    List<String> drain(String queue, int count) {
        TestChannel reader = vhost.channel().qos(50).consume(queue, "c");
        List<String> bodies = new ArrayList<>();
        while (bodies.size() < count) {
            List<String> events = reader.events();
            assertThat(events).as("after %s messages", bodies.size()).isNotEmpty();
            events.stream()
                    .filter(event -> event.startsWith("deliver"))
                    .forEach(event -> bodies.add(event.substring(event.lastIndexOf(' ') + 1)));
            reader.ack(0, true);
            settle();
        }
        return bodies;
    }
}
