package io.leveret.dist.soak;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The exchanges and queues that all clients use. What is published to a {@link Route} gets into one of the queues whose messages count. */
final class Topology {
    static final String WORK = "soak.work";
    static final String TOPIC = "soak.topic";
    static final String HEADERS = "soak.headers";
    static final String PRIORITY = "soak.priority";
    static final String TRANSIENT = "soak.transient";
    static final String LATE = "soak.late";

    /** What was rejected or has expired. */
    static final String DEAD = "soak.dead";

    /** The last of what passes the topic exchange, that no one needs to have seen. */
    static final String COPIES = "soak.copies";

    /** What management makes and deletes. */
    static final String VISITED = "soak.visited";

    /** Their messages count, and somebody consumes them. */
    static final List<String> COUNTED = List.of(WORK, TOPIC, HEADERS, PRIORITY, TRANSIENT, DEAD);

    private static final String DEAD_LETTERS = "soak.dead-letters";
    private static final int LATE_MILLIS = 500;
    private static final int MOST_COPIES = 500;

    private Topology() {}

    /** Where a message is published. */
    enum Route {
        DEFAULT("", WORK),
        TO_TOPIC(TOPIC, "a.soaking.message"),
        TO_HEADERS(HEADERS, ""),
        TO_PRIORITY("", PRIORITY),
        TO_TRANSIENT("", TRANSIENT),
        TO_LATE("", LATE);

        final String exchange;
        final String key;

        Route(String exchange, String key) {
            this.exchange = exchange;
            this.key = key;
        }
    }

    static void declare(Channel channel) throws IOException {
        channel.exchangeDeclare(TOPIC, BuiltinExchangeType.TOPIC, true);
        channel.exchangeDeclare(HEADERS, BuiltinExchangeType.HEADERS, true);
        channel.exchangeDeclare(DEAD_LETTERS, BuiltinExchangeType.FANOUT, true);
        durable(channel, DEAD, Map.of());
        channel.queueBind(DEAD, DEAD_LETTERS, "");
        durable(channel, WORK, Map.of("x-dead-letter-exchange", DEAD_LETTERS));
        durable(channel, TOPIC, Map.of());
        channel.queueBind(TOPIC, TOPIC, "a.*.message");
        durable(channel, HEADERS, Map.of());
        channel.queueBind(HEADERS, HEADERS, "", Map.of("x-match", "all", "kind", "soak", "number", 7));
        durable(channel, PRIORITY, Map.of("x-max-priority", 5));
        durable(channel, LATE, Map.of("x-message-ttl", LATE_MILLIS, "x-dead-letter-exchange", DEAD_LETTERS));
        durable(channel, COPIES, Map.of("x-max-length", MOST_COPIES));
        channel.queueBind(COPIES, TOPIC, "#");
        channel.queueDeclare(TRANSIENT, false, false, false, Map.of());
    }

    private static void durable(Channel channel, String queue, Map<String, Object> arguments) throws IOException {
        channel.queueDeclare(queue, true, false, false, arguments);
    }

    /** How many ready messages are left of those that count; first of those that are on their way to other queues. */
    static long left(Channel channel) throws IOException {
        long left = channel.messageCount(LATE);
        for (String queue : COUNTED) {
            left += channel.messageCount(queue);
        }
        return left;
    }

    static void delete(Channel channel) throws IOException {
        List<String> queues = new ArrayList<>(COUNTED);
        queues.add(LATE);
        queues.add(COPIES);
        queues.add(VISITED);
        for (String queue : queues) {
            channel.queueDelete(queue);
        }
        for (String exchange : List.of(TOPIC, HEADERS, DEAD_LETTERS)) {
            channel.exchangeDelete(exchange);
        }
    }
}
