package io.leveret.management.broker;

import io.leveret.core.Answer;
import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.event.Actor;
import io.leveret.core.view.SliceReader;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The thread that management lives on. Others answer on threads of their own; what they say is heard here. */
public final class ManagementLoop {
    private static final long PATIENCE_MILLIS = 30_000;
    private static final String UNANSWERED = "no answer within " + PATIENCE_MILLIS / 1000
            + " s; the virtual host may have been deleted meanwhile, try again";

    private final Context context;

    public ManagementLoop(Context context) {
        this.context = context;
    }

    /** Runs a task here; may be called on any thread. */
    public void execute(Runnable task) {
        context.runOnContext(ignored -> task.run());
    }

    /** Runs a task here after so many milliseconds; running what is returned calls it off. */
    public Runnable after(long millis, Runnable task) {
        Vertx vertx = context.owner();
        long timer = vertx.setTimer(millis, due -> execute(task));
        return () -> vertx.cancelTimer(timer);
    }

    /** Runs a task here every so many milliseconds, as long as the server runs. */
    public void every(long millis, Runnable task) {
        context.owner().setPeriodic(millis, timer -> execute(task));
    }

    /** How late it is, in milliseconds since 1970. */
    public long nowMillis() {
        return System.currentTimeMillis();
    }

    /** Asks somebody who calls back once, on whatever thread. Fails with a {@link Problem} if nobody does: a virtual host that has ended meanwhile answers nothing. */
    public <T> Future<T> ask(Consumer<Consumer<T>> question) {
        Promise<T> promise = Promise.promise();
        Runnable patience = after(PATIENCE_MILLIS, () -> promise.tryFail(Problem.busy(UNANSWERED)));
        question.accept(answer -> execute(() -> promise.tryComplete(answer)));
        return promise.future().onComplete(done -> patience.run());
    }

    /** Asks for a change in somebody's name; fails with a {@link Problem} if it is refused. */
    public Future<Void> change(Actor by, Consumer<Answer> change) {
        Promise<Void> promise = Promise.promise();
        change.accept(new Answer() {
            @Override
            public void done() {
                execute(promise::tryComplete);
            }

            @Override
            public void refused(ChangeRefusedException why) {
                execute(() -> promise.tryFail(Problem.of(why)));
            }

            @Override
            public Actor actor() {
                return by;
            }
        });
        return promise.future();
    }

    /** Collects a listing, and hands it over once it is whole. */
    public <T> Future<List<T>> list(Consumer<SliceReader<T>> listing) {
        return ask(whole -> {
            List<T> all = new ArrayList<>(); // of the core's until the last slice
            listing.accept((part, last) -> {
                all.addAll(part);
                if (last) {
                    whole.accept(all);
                }
            });
        });
    }
}
