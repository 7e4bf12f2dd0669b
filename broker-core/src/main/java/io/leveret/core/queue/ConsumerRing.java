package io.leveret.core.queue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A queue's consumers: those of the highest priority that have credit are served in turn. One without credit leaves the turn when it is met and comes
 * back to its end. Owner: core.
 */
final class ConsumerRing {
    private final Set<Consumer> all = new LinkedHashSet<>();
    private final List<Level> levels = new ArrayList<>(1);

    int size() {
        return all.size();
    }

    boolean hasExclusive() {
        return all.size() == 1 && all.iterator().next().settings().exclusive();
    }

    List<Consumer> all() {
        return List.copyOf(all);
    }

    void add(Consumer consumer) {
        all.add(consumer);
        Level level = level(consumer.settings().priority());
        level.members++;
        level.append(consumer);
    }

    void remove(Consumer consumer) {
        if (!all.remove(consumer)) {
            throw new IllegalStateException("consumer '" + consumer.tag() + "' is not in the ring");
        }
        Level level = level(consumer.settings().priority());
        if (!consumer.isParked()) {
            level.unlink(consumer);
        }
        if (--level.members == 0) {
            levels.remove(level);
        }
    }

    /** A parked consumer takes its place at the end of the turn. */
    void resume(Consumer consumer) {
        level(consumer.settings().priority()).append(consumer);
    }

    /** Whether the next in turn, of any priority, can take a message. */
    boolean hasCredit() {
        for (Level level : levels) {
            Consumer first = level.first;
            if (first != null && first.hasCredit()) {
                return true;
            }
        }
        return false;
    }

    /** The next in turn that can take a message, or null; who can't leaves the turn. */
    @Nullable
    Consumer nextWithCredit() {
        for (int i = 0; i < levels.size(); i++) {
            Level level = levels.get(i);
            for (Consumer first = level.first; first != null; first = level.first) {
                if (first.hasCredit()) {
                    level.rotate();
                    return first;
                }
                level.unlink(first);
                first.park();
            }
        }
        return null;
    }

    private Level level(int priority) {
        int at = 0;
        while (at < levels.size() && levels.get(at).priority > priority) {
            at++;
        }
        if (at == levels.size() || levels.get(at).priority != priority) {
            levels.add(at, new Level(priority));
        }
        return levels.get(at);
    }

    /** The consumers of one priority in a circle; {@code first} is next in turn. Owner: core. */
    private static final class Level {
        private final int priority;
        private int members;
        private @Nullable Consumer first;

        Level(int priority) {
            this.priority = priority;
        }

        void append(Consumer consumer) {
            Consumer head = first;
            if (head == null) {
                consumer.next = consumer;
                consumer.previous = consumer;
                first = consumer;
                return;
            }
            Consumer last = linked(head.previous);
            consumer.previous = last;
            consumer.next = head;
            last.next = consumer;
            head.previous = consumer;
        }

        void unlink(Consumer consumer) {
            Consumer after = linked(consumer.next);
            Consumer before = linked(consumer.previous);
            before.next = after;
            after.previous = before;
            consumer.next = null;
            consumer.previous = null;
            if (first == consumer) {
                first = after == consumer ? null : after;
            }
        }

        void rotate() {
            if (first != null) {
                first = first.next;
            }
        }

        private static Consumer linked(@Nullable Consumer neighbour) {
            if (neighbour == null) {
                throw new IllegalStateException("consumer is not in the circle");
            }
            return neighbour;
        }
    }
}
