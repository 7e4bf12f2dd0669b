package io.leveret.core;

import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes that follow from others and that each are one unit of the journal. They wait in a list, as one may bring about the next, and all are done
 * before the next command: who makes many of them (expiry, limits) does so in slices. Owner: core.
 */
final class UnitSteps {
    private static final Logger log = LoggerFactory.getLogger(UnitSteps.class);

    private final VirtualHost vhost;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

    UnitSteps(VirtualHost vhost) {
        this.vhost = vhost;
    }

    void add(Runnable step) {
        waiting.add(step);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Does what waits, and what that brings about. A defect of ours in one step leaves the others alone. */
    void run() {
        for (Runnable step = waiting.poll(); step != null; step = waiting.poll()) {
            try {
                vhost.inUnit(step);
            } catch (RuntimeException e) {
                log.error("a step of vhost '{}' failed; please report this with the log", vhost.name(), e);
            }
        }
    }
}
