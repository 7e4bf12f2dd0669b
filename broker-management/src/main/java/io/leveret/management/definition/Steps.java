package io.leveret.management.definition;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes one after the other, each with what takes it back: after a failure all that were made are taken back, the last first. Owner: management. */
final class Steps {
    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

    private final ArrayDeque<Step> todo = new ArrayDeque<>();
    private final ArrayDeque<Step> done = new ArrayDeque<>();

    private record Step(Supplier<Future<?>> change, Supplier<Future<?>> undo) {}

    void add(Supplier<Future<?>> change, Supplier<Future<?>> undo) {
        todo.add(new Step(change, undo));
    }

    /** Fails with what failed, once all else is as it was. */
    Future<Void> run() {
        Step next = todo.poll();
        if (next == null) {
            return Future.succeededFuture();
        }
        return next.change()
                .get()
                .<Void>mapEmpty()
                .compose(
                        changed -> {
                            done.push(next);
                            return run();
                        },
                        failure -> {
                            done.push(next); // it may have been made in part
                            return undo().compose(undone -> Future.failedFuture(failure));
                        });
    }

    private Future<Void> undo() {
        Step last = done.poll();
        if (last == null) {
            return Future.succeededFuture();
        }
        return last.undo()
                .get()
                .<Void>mapEmpty()
                .recover(failure -> {
                    LOG.error("a part of a definitions import that failed could not be taken back", failure);
                    return Future.succeededFuture();
                })
                .compose(undone -> undo());
    }
}
