package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.ModelCopy.Place;
import io.leveret.core.channel.ChannelState;
import io.leveret.core.channel.Outstanding;
import io.leveret.core.channel.Outstanding.Held;
import io.leveret.core.message.Message;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueueContents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where each message of a virtual host is, now that all is at rest. */
final class ModelCensus {
    private final Model model;
    private final TestVhost vhost;
    private final Map<Location, ModelCopy> known = new HashMap<>();
    private final Map<ModelKey, Seen> seen = new LinkedHashMap<>();
    private final Map<Long, List<ModelKey>> ready = new HashMap<>();
    private final Map<Long, Long> bytes = new HashMap<>();
    private final Map<Long, Integer> unacked = new HashMap<>();
    private final Map<Long, Span> unackedSince = new HashMap<>();
    private int entries;
    private final Set<Message> inMemory = Collections.newSetFromMap(new IdentityHashMap<>());

    private record Location(long queueId, long seq) {}

    /** It was at one of these moments. */
    record Span(long from, long to) {
        static final Span NEVER = new Span(0, 0);

        Span earlier(Span other) {
            return new Span(Math.min(from, other.from), Math.min(to, other.to));
        }

        boolean fits(long millis) {
            return from <= millis && millis <= to;
        }
    }

    /** A message that is there, in memory or not; {@code held} is null if it is not unacked. */
    record Seen(Place place, long queueId, long seq, Message message, Held held, ModelChannel channel) {}

    ModelCensus(Model model, TestVhost vhost) {
        this.model = model;
        this.vhost = vhost;
        model.copies.values().forEach(copy -> known.put(new Location(copy.queue.id, copy.seq), copy));
    }

    /** Counts what is in all queues. */
    void queues() {
        for (ModelQueue queue : model.queues.values()) {
            Queue actual = vhost.queue(queue.name);
            assertThat(actual).as("queue %s", queue.name).isNotNull();
            assertThat(actual.settings().id()).as("id of queue %s", queue.name).isEqualTo(queue.id);
            queue(queue, actual);
        }
        queue(model.later, vhost.vhost().topology().queue(model.later.id));
    }

    private void queue(ModelQueue queue, Queue actual) {
        List<ModelKey> keys = new ArrayList<>();
        long[] octets = new long[1];
        QueueContents.ready(actual, (seq, ref) -> {
            Message content = vhost.message(queue.id, seq, ref);
            ModelKey key = key(queue, seq, content);
            keys.add(key);
            octets[0] += ref.bodySize();
            add(key, new Seen(Place.READY, queue.id, seq, content, null, null));
            if (ref instanceof Message message) {
                hold(message);
            }
        });
        ready.put(queue.id, keys);
        bytes.put(queue.id, octets[0]);
        QueueContents.departing(actual, (seq, ref) -> {
            Message content = vhost.message(queue.id, seq, ref);
            add(key(queue, seq, content), new Seen(Place.DEPARTING, queue.id, seq, content, null, null));
        });
    }

    /** Counts what a channel holds. */
    void channel(ModelChannel channel, ChannelState state) {
        for (Held held : Outstanding.all(state)) {
            long queueId = held.queue().settings().id();
            ModelQueue queue = model.byId.get(queueId);
            assertThat(queue).as("queue of delivery %d", held.tag()).isNotNull();
            Message message = held.message().message();
            ModelKey key = key(queue, held.message().seq(), message);
            add(key, new Seen(Place.UNACKED, queueId, held.message().seq(), message, held, channel));
            hold(message);
            unacked.merge(queueId, 1, Integer::sum);
            unackedSince.merge(queueId, out(channel, held.tag()), Span::earlier);
            channel.delivered.put(held.tag(), key.id());
        }
    }

    private ModelKey key(ModelQueue queue, long seq, Message message) {
        ModelCopy copy = known.get(new Location(queue.id, seq));
        if (copy != null) {
            assertThat(ModelCopy.id(message))
                    .as("message %d of %s", seq, queue.name)
                    .isEqualTo(copy.key.id());
            return copy.key;
        }
        return ModelKey.of(message, queue.name);
    }

    private void add(ModelKey key, Seen one) {
        Seen other = seen.put(key, one);
        assertThat(other).as("%s is %s, and also", key, one).isNull();
    }

    Map<ModelKey, Seen> seen() {
        return seen;
    }

    /** What is ready in a queue, in order. */
    List<ModelKey> ready(ModelQueue queue) {
        return ready.get(queue.id);
    }

    /** Octets of what is ready in a queue, as the queue counts them: it does not know the size of each packed message. */
    long bytes(ModelQueue queue) {
        return bytes.get(queue.id);
    }

    int unacked(ModelQueue queue) {
        return unacked.getOrDefault(queue.id, 0);
    }

    /** It was made since all was last at rest, or is known. */
    private Span out(ModelChannel channel, long tag) {
        return channel.out.computeIfAbsent(
                tag, any -> new Span(model.from, vhost.executor().nowMillis()));
    }

    /** When the oldest delivery was made that is unacked; 0 = none is. */
    Span unackedSince(ModelQueue queue) {
        return unackedSince.getOrDefault(queue.id, Span.NEVER);
    }

    private void hold(Message message) {
        inMemory.add(message);
        entries++;
    }

    /** Octets that all messages hold. */
    long held() {
        return entries * QueueContents.ENTRY_BYTES
                + inMemory.stream().mapToLong(Message::heldBytes).sum();
    }
}
