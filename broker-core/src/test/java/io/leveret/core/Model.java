package io.leveret.core;

import io.leveret.core.ModelCopy.Content;
import io.leveret.core.ModelCopy.Place;
import io.leveret.core.ModelQueue.Consumer;
import io.leveret.core.ModelStep.Answer;
import io.leveret.core.ModelStep.Birth;
import io.leveret.core.ModelStep.How;
import io.leveret.core.ModelStep.Settlement;
import io.leveret.core.channel.ChannelState;
import io.leveret.core.channel.Outstanding;
import io.leveret.core.channel.Outstanding.Held;
import io.leveret.core.message.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a virtual host should have. Commands tell it what they do; whenever all is at rest {@link ModelFates} finds for each message a way from
 * where it was to where it is that the rules allow.
 */
final class Model {
    private static final int STORY = 60;

    final Map<String, ModelQueue> queues = new LinkedHashMap<>();
    final Map<Long, ModelQueue> byId = new HashMap<>();

    /** Where the delayed exchange keeps what it holds back. */
    ModelQueue later;

    Map<ModelKey, ModelCopy> copies = new LinkedHashMap<>();
    ModelPolicies policies = new ModelPolicies(List.of());
    final ModelStep step = new ModelStep();

    /** The earliest moment at which anything of this step can have happened. */
    long from;

    /** Until then messages may be too many, or over, as the journal was full a moment ago. */
    long pausedUntil;

    int commandsRun;
    private int lastId;
    private final ArrayDeque<String> story = new ArrayDeque<>();

    /** A message as it is published. */
    record Published(String exchange, String key, Content content, int delay, boolean mandatory) {}

    /** All that a restart brings back, if it is durable up to {@code position}. */
    record Snapshot(long position, List<ModelCopy> copies, List<ModelQueue> queues, List<ModelPolicies.Put> policies) {}

    /** Remembers the last steps, for the failure. */
    void tell(String what) {
        story.add(what);
        if (story.size() > STORY) {
            story.remove();
        }
    }

    String story() {
        return String.join("\n", story);
    }

    /** For a message or a consumer. */
    int nextId() {
        return ++lastId;
    }

    // queues

    void declared(ModelQueue queue) {
        tell(queue.name + " is declared " + queue.arguments);
        queue.rules.add(policies.rules(queue));
        queues.put(queue.name, queue);
        byId.put(queue.id, queue);
    }

    void deleted(ModelQueue queue) {
        if (!queue.deleted) {
            tell(queue.name + " is deleted");
            queue.deleted = true;
            queues.remove(queue.name);
            step.deleted(queue);
            for (Consumer consumer : List.copyOf(queue.consumers)) {
                consumer.channel().consumers.remove(consumer.tag());
            }
            queue.consumers.clear();
        }
    }

    void policiesChanged() {
        for (ModelQueue queue : queues.values()) {
            ModelRules now = policies.rules(queue);
            if (!now.equals(queue.now())) {
                queue.rules.add(now);
                tell("  in " + queue);
            }
        }
    }

    // messages

    /** The queues that an exchange passes a message on to. */
    List<ModelQueue> route(String exchange, String key) {
        if (exchange.equals("fan") || (exchange.equals("later") && key.equals("all"))) {
            return List.copyOf(queues.values());
        }
        return queues.containsKey(key) ? List.of(queues.get(key)) : List.of();
    }

    /** As {@link #route}, with the queues that went in this step. */
    List<ModelQueue> mayRoute(String exchange, String key) {
        List<ModelQueue> all = new ArrayList<>(route(exchange, key));
        step.deleted().stream()
                .filter(queue -> key.equals("all") || key.equals(queue.name))
                .forEach(all::add);
        return all;
    }

    /** A message comes to a queue. */
    void arrives(ModelQueue queue, Content content, Answer taken) {
        step.births.add(new Birth(new ModelCopy(new ModelKey(content.id(), queue.name), content, queue), taken));
    }

    void settled(Held held, How how) {
        ModelQueue queue = byId.get(held.queue().settings().id());
        ModelKey key = ModelKey.of(held.message().message(), queue.name);
        tell("  " + how + " " + key + " of " + queue.name + " tag " + held.tag());
        step.settled(key, new Settlement(queue, how, held.message().redelivered()));
    }

    /** A ready message is dropped on demand. */
    void purged(ModelQueue queue, Message message) {
        step.settled(ModelKey.of(message, queue.name), new Settlement(queue, How.PURGED, false));
    }

    // channels

    /** The channel ends. */
    void close(ModelChannel channel, ChannelState state) {
        if (channel.closed) {
            return;
        }
        tell(channel.name + " closes");
        channel.closed = true;
        if (state != null) {
            Outstanding.all(state).forEach(held -> {
                channel.delivered.put(held.tag(), ModelCopy.id(held.message().message()));
                settled(held, How.REQUEUED);
            });
        }
        channel.confirms.clear();
        channel.publishes.clear();
        List.copyOf(channel.consumers.keySet()).forEach(tag -> cancel(channel, tag));
    }

    void consume(ModelChannel channel, Consumer consumer) {
        tell(channel.name + " consumes " + consumer.queue().name + " as " + consumer.tag() + " prefetch "
                + consumer.prefetch());
        channel.consumers.put(consumer.tag(), consumer);
        channel.everConsumers.put(consumer.tag(), consumer);
        consumer.queue().add(consumer);
    }

    void cancel(ModelChannel channel, String tag) {
        tell(channel.name + " cancels " + tag);
        Consumer consumer = channel.consumers.remove(tag);
        if (consumer != null) {
            ModelQueue queue = consumer.queue();
            queue.remove(consumer);
            if (queue.autoDelete && queue.hadConsumer && queue.consumers.isEmpty()) {
                deleted(queue);
            }
        }
    }

    // rest and restart

    /** All is at rest, and known. */
    void rest(long now) {
        step.clear();
        from = now;
        byId.values()
                .removeIf(queue -> queue.deleted && copies.values().stream().noneMatch(copy -> copy.queue == queue));
        byId.values().forEach(ModelQueue::rest);
    }

    Snapshot snapshot(long position) {
        return new Snapshot(
                position,
                copies.values().stream().map(ModelCopy::new).toList(),
                byId.values().stream()
                        .filter(queue -> queue.durable && !queue.deleted)
                        .toList(),
                policies.all());
    }

    /** The power goes and comes back: what is there is what was stored then, and nobody consumes. */
    void restart(Snapshot from) {
        tell("restart with what was stored up to " + from.position);
        step.clear();
        queues.clear();
        byId.clear();
        copies = new LinkedHashMap<>();
        policies = new ModelPolicies(from.policies);
        for (ModelQueue queue : from.queues) {
            queue.revive();
            queue.rules.clear();
            queue.rules.add(queue == later ? ModelRules.NONE : policies.rules(queue));
            byId.put(queue.id, queue);
            if (queue != later) {
                queues.put(queue.name, queue);
            }
        }
        for (ModelCopy copy : from.copies) {
            if (copy.stored() && byId.containsKey(copy.queue.id)) {
                copies.put(copy.key, restored(copy));
            }
        }
    }

    private static ModelCopy restored(ModelCopy copy) {
        ModelCopy restored = new ModelCopy(copy);
        restored.redelivered |= copy.place == Place.UNACKED;
        restored.maybeRedelivered |= !restored.redelivered;
        restored.place = Place.READY;
        restored.holder = null;
        restored.returned = false;
        return restored;
    }
}
