package io.leveret.dist.ldap;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that wait for the directory, as many as it is asked at once. So many logins wait for one of them, further ones are refused; whoever waits is
 * told when the time is over that is given to a login, whatever the directory does.
 */
final class LoginLane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoginLane.class);
    private static final int MAX_WAITING = 1024;
    private static final String LATE = "late";

    private final ThreadPoolExecutor threads;
    private final long timeoutMillis;
    private final SeldomWarnings warnings;

    LoginLane(int atOnce, long timeoutMillis, SeldomWarnings warnings) {
        this.threads = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                new DefaultThreadFactory("leveret-ldap", true));
        this.timeoutMillis = timeoutMillis;
        this.warnings = warnings;
    }

    /** Makes a check on a thread of its own, unless its time has passed before it gets one. */
    void check(Supplier<@Nullable Account> check, Verdict verdict) {
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
            if (warnings.due(LATE)) {
                LOG.warn(
                        "a login was not checked within {} ms waiting={}: the directory is slow, or asked by more than leveret.ldap.connections can serve",
                        timeoutMillis,
                        threads.getQueue().size());
            }
            return new LoginUncheckedException("the directory did not answer within " + timeoutMillis + " ms");
        }
        return failure instanceof RuntimeException why ? why : new IllegalStateException(failure);
    }

    /** Nobody waits for an answer any more; who asks the directory ends with its own timeout. */
    @Override
    public void close() {
        threads.getQueue().clear();
        threads.shutdown();
    }
}
