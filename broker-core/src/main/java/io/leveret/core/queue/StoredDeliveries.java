package io.leveret.core.queue;

import io.leveret.core.queue.ReadyMessages.Entry;
import java.util.HashMap;
import java.util.Map;

/** What the journal said at the start of deliveries before: it goes for messages on disk until they leave or are brought to memory. Owner: core. */
final class StoredDeliveries {
    private Map<Long, Integer> counts = Map.of(); // most queues never have any
    private long deliveredUpTo;

    /** Messages up to this number were delivered. */
    void delivered(long upTo) {
        deliveredUpTo = Math.max(deliveredUpTo, upTo);
    }

    /** This message had come back so often. */
    void returned(long seq, int deliveries) {
        if (counts.isEmpty()) {
            counts = new HashMap<>();
        }
        counts.put(seq, deliveries);
    }

    /** This message, which is on disk, is settled. */
    void gone(long seq) {
        if (!counts.isEmpty()) {
            counts.remove(seq);
        }
    }

    /** As {@link #gone}, for all numbers of a range. */
    void gone(long first, long last) {
        if (!counts.isEmpty()) {
            counts.keySet().removeIf(seq -> seq >= first && seq <= last);
        }
    }

    /** All messages that were on disk are gone. */
    void clear() {
        counts = Map.of();
    }

    /** The state in which a message comes to memory, as {@link Entry#deliveries} packs it. */
    int take(long seq) {
        int deliveries = look(seq);
        gone(seq);
        return deliveries;
    }

    /** As {@link #take}, for one that stays on disk. */
    int look(long seq) {
        Integer count = counts.get(seq);
        if (count != null) {
            return count | Entry.REDELIVERED;
        }
        return seq <= deliveredUpTo ? Entry.REDELIVERED : 0;
    }

    /** Whether a message in this state would come back from the disk in the same. */
    boolean restores(long seq, int deliveries) {
        return deliveries == (seq <= deliveredUpTo ? Entry.REDELIVERED : 0);
    }
}
