package io.leveret.core;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A queue of the {@link Model}: what it was declared with, what holds in it, and who consumes. */
final class ModelQueue {
    private static final int QUORUM_PRIORITIES = 31;
    private static final int QUORUM_USUAL = 4;

    final String name;
    final long id;
    final boolean durable;
    final boolean autoDelete;
    final Object owner;
    final Map<String, Object> arguments;
    final Set<Consumer> consumers = new LinkedHashSet<>();
    boolean hadConsumer;
    boolean deleted;

    /** Who may have got messages since the last rest, if a single consumer is active. */
    final Set<Consumer> active = new LinkedHashSet<>();

    /** What held at any time since the last rest; the last holds now. */
    final List<ModelRules> rules = new ArrayList<>();

    /** Whether it came or went since the last rest. */
    boolean fresh = true;

    /** A consumer. */
    record Consumer(String tag, ModelChannel channel, ModelQueue queue, boolean noAck, int prefetch) {}

    ModelQueue(String name, long id, boolean durable, Object owner, Map<String, Object> arguments) {
        this.name = name;
        this.id = id;
        this.durable = durable;
        this.autoDelete = name.startsWith("a");
        this.owner = owner;
        this.arguments = arguments;
    }

    ModelRules now() {
        return rules.get(rules.size() - 1);
    }

    boolean single() {
        return arguments.containsKey("single-active-consumer");
    }

    boolean quorum() {
        return "quorum".equals(arguments.get("queue-type"));
    }

    /** Messages of a higher level come first. */
    int level(int priority) {
        int highest = quorum() ? QUORUM_PRIORITIES : (int) arguments.getOrDefault("max-priority", 0);
        int usual = quorum() ? QUORUM_USUAL : 0;
        return Math.min(highest, priority < 0 ? usual : priority);
    }

    void add(Consumer consumer) {
        if (consumers.isEmpty()) {
            active.add(consumer);
        }
        consumers.add(consumer);
        hadConsumer = true;
    }

    void remove(Consumer consumer) {
        consumers.remove(consumer);
        activate();
    }

    private void activate() {
        consumers.stream().findFirst().ifPresent(active::add);
    }

    /** All came to rest: only what holds now counts. */
    void rest() {
        ModelRules last = now();
        rules.clear();
        rules.add(last);
        active.clear();
        activate();
        fresh = false;
    }

    /** After a restart. */
    void revive() {
        consumers.clear();
        active.clear();
        hadConsumer = false;
        deleted = false;
        fresh = false;
    }

    @Override
    public String toString() {
        return name + arguments + " rules " + rules;
    }
}
