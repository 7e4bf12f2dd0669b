package io.leveret.management.broker;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/** The threads that check and hash passwords: slow by design, so that nothing else should wait behind it. */
public final class PasswordWorkers {
    private static final String NAME = "password-worker";
    private static final int WORKERS = 2;

    private PasswordWorkers() {}

    /** The same two threads for all who ask; they end with {@code vertx}. */
    public static WorkerExecutor of(Vertx vertx) {
        return vertx.createSharedWorkerExecutor(NAME, WORKERS);
    }
}
