package io.leveret.core;

import io.leveret.core.journal.Durability;
import io.leveret.core.journal.Journal;
import io.leveret.core.queue.Queue;
import org.jspecify.annotations.Nullable;

/** What the confirm of one message waits for: of all queues that store it, the safest that one asks for. Owner: core. */
final class Strictest {
    private @Nullable Durability own;
    private boolean nodesToo;

    void begin() {
        own = null;
        nodesToo = false;
    }

    void storedFor(Queue queue) {
        Durability asked = queue.rules().durability();
        if (asked == null) {
            nodesToo = true;
        } else {
            own = own == null ? asked : own.and(asked);
        }
    }

    /** Null if no queue said anything for itself: then it is the node's. */
    @Nullable
    Durability of(Journal journal) {
        return own != null && nodesToo ? own.and(journal.durability()) : own;
    }
}
