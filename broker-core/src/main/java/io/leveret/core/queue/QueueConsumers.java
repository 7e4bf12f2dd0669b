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
public final class QueueConsumers {
    private final boolean single;
    private final Set<Consumer> waiting;
    /** Null until there is a consumer: most of very many queues never have one. */
    private @Nullable ConsumerRing ring;

    private boolean hadAny;

    QueueConsumers(boolean single) {
        this.single = single;
        this.waiting = single ? new LinkedHashSet<>(0) : Set.of();
    }

    void add(Consumer consumer) {
        hadAny = true;
        if (single && inTurn() > 0) {
            waiting.add(consumer);
        } else {
            ring().add(consumer);
        }
    }

    private ConsumerRing ring() {
        ConsumerRing made = ring == null ? new ConsumerRing() : ring;
        ring = made;
        return made;
    }

    private int inTurn() {
        return ring == null ? 0 : ring.size();
    }

    void remove(Consumer consumer) {
        if (single && waiting.remove(consumer)) {
            return;
        }
        ring().remove(consumer);
        if (single) {
            activateNext();
        }
    }

    private void activateNext() {
        Iterator<Consumer> next = waiting.iterator();
        if (next.hasNext()) {
            Consumer consumer = next.next();
            next.remove();
            ring().add(consumer);
        }
    }

    void resume(Consumer consumer) {
        ring().resume(consumer);
    }

    @Nullable
    Consumer nextWithCredit() {
        return ring == null ? null : ring.nextWithCredit();
    }

    public int size() {
        return inTurn() + waiting.size();
    }

    /** Whether there was a consumer and is none any more. */
    boolean haveGone() {
        return hadAny && size() == 0;
    }

    /** The queue is gone: all end, and are told. */
    void end() {
        for (Consumer consumer : all()) {
            remove(consumer);
            consumer.cancel();
            consumer.target().cancelled(consumer);
        }
    }

    /** Whether one of them would get a message that came now. */
    boolean haveCredit() {
        return ring != null && ring.hasCredit();
    }

    /** Whether it gets messages: it does not wait for another one's end. */
    public boolean isActive(Consumer consumer) {
        return !waiting.contains(consumer);
    }

    public boolean hasExclusive() {
        return ring != null && ring.hasExclusive();
    }

    public List<Consumer> all() {
        List<Consumer> all = new ArrayList<>(ring == null ? List.of() : ring.all());
        all.addAll(waiting);
        return all;
    }
}
