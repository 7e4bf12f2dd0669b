package io.leveret.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What commands did since all was last at rest, as far as it decides where messages are. */
final class ModelStep {
    private static final int LARGEST = 600;

    private final Map<ModelKey, List<Settlement>> settlements = new HashMap<>();
    private final Map<String, List<ModelQueue>> deleted = new HashMap<>();
    private final Map<ModelQueue, Integer> ready = new HashMap<>();
    private int moved;
    final List<Birth> births = new ArrayList<>();

    /** How a message's stay in a queue ended by a command. */
    enum How {
        ACKED,
        REJECTED,
        REQUEUED,
        /** Delivered to somebody who does not ack. */
        CONSUMED,
        PURGED
    }

    record Settlement(ModelQueue queue, How how, boolean redelivered) {}

    /** Whether something happened; {@code MAYBE}: it depends on what the model does not follow. */
    enum Answer {
        YES,
        NO,
        MAYBE
    }

    /** A message came to a queue, or was on its way there; {@code taken}: the queue was there and did not refuse it. */
    record Birth(ModelCopy copy, Answer taken) {}

    void settled(ModelKey key, Settlement settlement) {
        settlements.computeIfAbsent(key, any -> new ArrayList<>()).add(settlement);
    }

    List<Settlement> settlements(ModelKey key) {
        return settlements.getOrDefault(key, List.of());
    }

    /** The message was ready when all was last at rest. */
    void wasReady(ModelCopy copy) {
        ready.merge(copy.queue, 1, Integer::sum);
    }

    /** A message has left its place, for so many others at most. */
    void moved(int targets) {
        moved += targets;
    }

    /**
     * Whether, had all that moved come to this queue, it would have been too much for it by any of these rules. Of packed messages it does not know the
     * size of each, so all may count as the largest.
     */
    boolean mayBeTooMuch(ModelQueue queue, Predicate<ModelRules> which) {
        long length = (long) ready.getOrDefault(queue, 0) + moved;
        return queue.rules.stream().filter(which).anyMatch(rules -> rules.exceeded(length, length * LARGEST));
    }

    /** The queues that commands took messages from, or gave them back to. */
    Set<ModelQueue> settling() {
        return settlements.values().stream()
                .flatMap(List::stream)
                .map(Settlement::queue)
                .collect(Collectors.toSet());
    }

    void deleted(ModelQueue queue) {
        deleted.computeIfAbsent(queue.name, any -> new ArrayList<>()).add(queue);
    }

    /** The queues with this name that went. */
    List<ModelQueue> deletedOf(String name) {
        return deleted.getOrDefault(name, List.of());
    }

    /** All queues that went. */
    List<ModelQueue> deleted() {
        return deleted.values().stream().flatMap(List::stream).toList();
    }

    void clear() {
        settlements.clear();
        deleted.clear();
        births.clear();
        ready.clear();
        moved = 0;
    }
}
