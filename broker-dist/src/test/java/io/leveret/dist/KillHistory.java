package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What clients saw of their messages, named {@code publisher:number}, and whether a restarted broker agrees. */
final class KillHistory {
    static final String QUEUE = "kill-";
    static final int QUEUES = 2;

    private final Set<String> confirmed = ConcurrentHashMap.newKeySet();
    private final Set<String> acked = ConcurrentHashMap.newKeySet();
    private final Set<String> settled = ConcurrentHashMap.newKeySet();

    void confirmed(String message) {
        confirmed.add(message);
    }

    void acked(String message) {
        acked.add(message);
    }

    /** These acks were followed by an answered declare on their channel. */
    void settled(Iterable<String> messages) {
        messages.forEach(settled::add);
    }

    int confirmedCount() {
        return confirmed.size();
    }

    /** What was seen until now. */
    KillHistory copy() {
        KillHistory copy = new KillHistory();
        copy.confirmed.addAll(confirmed);
        copy.settled.addAll(settled);
        copy.acked.addAll(acked);
        return copy;
    }

    /** What was acked since then, by a later history, may be there or not. */
    void mayHaveAcked(KillHistory later) {
        acked.addAll(later.acked);
    }

    /** Takes everything out of the queues: all that was confirmed and not acked must be there, nothing that was settled, each publisher's in order. */
    void checkAndDrain(KillLoad.Door broker, String when) throws Exception {
        Set<String> found = ConcurrentHashMap.newKeySet();
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            for (int queue = 0; queue < QUEUES; queue++) {
                channel.queueDeclare(QUEUE + queue, true, false, false, null);
                drain(channel, QUEUE + queue, found, when);
            }
        }
        for (String message : confirmed) {
            assertThat(found.contains(message) || acked.contains(message))
                    .as("confirmed message %s is there or was acked, %s", message, when)
                    .isTrue();
        }
        confirmed.clear();
        acked.clear();
        settled.clear();
    }

    private void drain(Channel channel, String queue, Set<String> found, String when) throws Exception {
        Map<String, Integer> last = new HashMap<>();
        GetResponse next = channel.basicGet(queue, false);
        while (next != null) {
            String message = new String(next.getBody(), StandardCharsets.UTF_8);
            assertThat(settled).as("settled message comes back, %s", when).doesNotContain(message);
            assertThat(found.add(message))
                    .as("%s is there once, %s", message, when)
                    .isTrue();
            int colon = message.indexOf(':');
            String publisher = message.substring(0, colon);
            int number = Integer.parseInt(message.substring(colon + 1));
            assertThat(number)
                    .as("order of publisher %s, %s", publisher, when)
                    .isGreaterThan(last.getOrDefault(publisher, -1));
            last.put(publisher, number);
            long tag = next.getEnvelope().getDeliveryTag();
            channel.basicAck(tag, false);
            next = channel.basicGet(queue, false);
        }
        channel.queueDeclare(queue, true, false, false, null); // the acks are on disk
    }

    @Override
    public String toString() {
        return confirmed.size() + " confirmed, " + acked.size() + " acked, " + settled.size() + " settled";
    }
}
