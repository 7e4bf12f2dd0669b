package io.leveret.management.message;

import io.leveret.core.Answer;
import io.leveret.core.MessagesAnswer;
import io.leveret.core.MessagesHandled;
import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.event.Actor;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Hears what has become of messages, or that there is no such virtual host, and tells it on management's thread. */
final class HandledAnswer implements MessagesAnswer, Answer {
    private final ManagementLoop loop;
    private final Actor by;
    private final Promise<MessagesHandled> promise = Promise.promise();

    HandledAnswer(ManagementLoop loop, Actor by) {
        this.loop = loop;
        this.by = by;
    }

    @Override
    public Actor actor() {
        return by;
    }

    @Override
    public void done() {
        // of the virtual host's core alone
    }

    @Override
    public void done(MessagesHandled handled) {
        loop.execute(() -> promise.tryComplete(handled));
    }

    @Override
    public void refused(ChangeRefusedException why) {
        loop.execute(() -> promise.tryFail(Problem.of(why)));
    }

    Future<MessagesHandled> future() {
        return promise.future();
    }
}
