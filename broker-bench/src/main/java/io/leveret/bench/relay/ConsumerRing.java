package io.leveret.bench.relay;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The consumers of a queue, who take messages in turn. Owner: I/O loop. */
final class ConsumerRing {
    private final List<Consumer> consumers = new ArrayList<>();
    private int next;

    void add(Consumer consumer) {
        consumers.add(consumer);
    }

    void remove(Consumer consumer) {
        consumers.remove(consumer);
        next = 0;
    }

    int size() {
        return consumers.size();
    }

    /** Null if there is nobody. */
    @Nullable
    Consumer next() {
        int size = consumers.size();
        if (size == 0) {
            return null;
        }
        Consumer consumer = consumers.get(next);
        next = next + 1 == size ? 0 : next + 1;
        return consumer;
    }
}
