package io.leveret.core.queue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The consumers of a queue: all in turn or, where a single one is active, that one, and the others in the order they came until it is theirs.
 * Owner: core.
 */
final class QueueConsumers {
    private final boolean single;
    private final ConsumerRing ring = new ConsumerRing();
    private final Set<Consumer> waiting = new LinkedHashSet<>(0);
    private boolean hadAny;

    QueueConsumers(boolean single) {
        this.single = single;
    }

    void add(Consumer consumer) {
        hadAny = true;
        if (single && ring.size() > 0) {
            waiting.add(consumer);
        } else {
            ring.add(consumer);
        }
    }

    void remove(Consumer consumer) {
        if (waiting.remove(consumer)) {
            return;
        }
        ring.remove(consumer);
        if (single) {
            activateNext();
        }
    }

    private void activateNext() {
        Iterator<Consumer> next = waiting.iterator();
        if (next.hasNext()) {
            Consumer consumer = next.next();
            next.remove();
            ring.add(consumer);
        }
    }

    void resume(Consumer consumer) {
        ring.resume(consumer);
    }

    @Nullable
    Consumer nextWithCredit() {
        return ring.nextWithCredit();
    }

    int size() {
        return ring.size() + waiting.size();
    }

    /** Whether there was a consumer and is none any more. */
    boolean haveGone() {
        return hadAny && size() == 0;
    }

    boolean hasExclusive() {
        return ring.hasExclusive();
    }

    List<Consumer> all() {
        List<Consumer> all = new ArrayList<>(ring.all());
        all.addAll(waiting);
        return all;
    }
}
