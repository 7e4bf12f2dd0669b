package io.leveret.management.definition;

import io.vertx.core.Future;
import io.vertx.core.Promise;
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
        Promise<Void> end = Promise.promise();
        next(end);
        return end.future();
    }

    /** Not composed of the futures of all: they would complete in one another, on a stack as deep as there are steps. */
    private void next(Promise<Void> end) {
        while (!todo.isEmpty()) {
            Step step = todo.remove();
            done.push(step); // one that fails may have been made in part
            Future<?> made = begun(step.change());
            if (!made.isComplete()) {
                made.onSuccess(changed -> next(end)).onFailure(why -> undo(why, end));
                return;
            }
            if (made.failed()) {
                undo(made.cause(), end);
                return;
            }
        }
        end.complete();
    }

    private void undo(Throwable cause, Promise<Void> end) {
        while (!done.isEmpty()) {
            Future<?> undone = begun(done.pop().undo())
                    .onFailure(why ->
                            LOG.error("a part of a definitions import that failed could not be taken back", why));
            if (!undone.isComplete()) {
                undone.onComplete(any -> undo(cause, end));
                return;
            }
        }
        end.fail(cause);
    }

    /** Fails also with what is thrown. */
    private static Future<?> begun(Supplier<Future<?>> change) {
        return Future.succeededFuture().compose(now -> change.get());
    }
}
