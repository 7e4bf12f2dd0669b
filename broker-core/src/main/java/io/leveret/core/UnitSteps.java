package io.leveret.core;

import java.util.ArrayDeque;

/**
 * Changes that follow from others and that each are one unit of the journal. They wait in a list, as one may bring about the next, and are done
 * before anybody can look. Owner: core.
 */
final class UnitSteps {
    /** Steps in one go, before others have their turn. */
    private static final int BATCH = 1024;

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

    /** Does all that waits, however much: in an open unit, which is to have all of it. */
    void runAll() {
        while (!waiting.isEmpty()) {
            run();
        }
    }

    /** Does what waits, or as much of it as one go may. */
    void run() {
        for (int i = 0; i < BATCH; i++) {
            Runnable step = waiting.poll();
            if (step == null) {
                return;
            }
            vhost.inUnit(step);
        }
    }
}
