package io.leveret.dist.access;

import io.leveret.core.access.Account;
import io.leveret.core.access.LoginUncheckedException;
import io.leveret.core.access.Verdict;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that wait for others than this broker, who are asked about logins. So many logins wait for one of them, further ones are refused; whoever waits is told when the
 * time is over that is given to a login, whatever the others do.
 */
public final class LoginLane implements AutoCloseable {
    private static final int MAX_WAITING = 1024;

    private final ThreadPoolExecutor threads;
    private final long timeoutMillis;
    private final Supplier<LoginUncheckedException> onLate;

    /** {@code name} is that of the threads; {@code onLate} makes what is told of a login that was not checked in time. */
    public LoginLane(String name, int atOnce, long timeoutMillis, Supplier<LoginUncheckedException> onLate) {
        this.threads = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                new DefaultThreadFactory(name, true));
        this.timeoutMillis = timeoutMillis;
        this.onLate = onLate;
    }

    /** Makes a check on a thread of its own, unless its time has passed before it gets one. */
    public void check(Supplier<@Nullable Account> check, Verdict verdict) {
        CompletableFuture<Optional<Account>> answer = new CompletableFuture<>();
        answer.orTimeout(timeoutMillis, TimeUnit.MILLISECONDS).whenComplete((found, failure) -> {
            if (found != null) {
                verdict.is(found.orElse(null));
            } else {
                verdict.failed(told(failure));
            }
        });
        try {
            threads.execute(() -> {
                if (!answer.isDone()) {
                    complete(answer, check);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(e);
        }
    }

    private static void complete(CompletableFuture<Optional<Account>> answer, Supplier<@Nullable Account> check) {
        Optional<Account> found;
        try {
            found = Optional.ofNullable(check.get());
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
            return;
        }
        answer.complete(found);
    }

    private RuntimeException told(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return onLate.get();
        }
        return failure instanceof RuntimeException why ? why : new IllegalStateException(failure);
    }

    /** Logins that wait for a thread. */
    public int waiting() {
        return threads.getQueue().size();
    }

    /** Nobody waits for an answer any more; a check that has begun ends with the timeout of who makes it. */
    @Override
    public void close() {
        threads.getQueue().clear();
        threads.shutdown();
    }
}
