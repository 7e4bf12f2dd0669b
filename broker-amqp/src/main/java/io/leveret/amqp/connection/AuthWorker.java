package io.leveret.amqp.connection;

import io.leveret.core.access.Account;
import io.leveret.core.access.Authenticator;
import io.leveret.core.event.EventListener;
import io.netty.channel.Channel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Checks passwords, which takes its time, on threads of its own; so many logins may wait, further ones are refused. */
final class AuthWorker implements AutoCloseable {
    private static final int MAX_WAITING = 1024;

    private final Authenticator authenticator;
    private final Executor executor;
    private final LoginEvents logins;

    AuthWorker(Authenticator authenticator, int threads, EventListener events) {
        this(
                authenticator,
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MAX_WAITING),
                        new DefaultThreadFactory("leveret-auth", true)),
                events);
    }

    AuthWorker(Authenticator authenticator, Executor executor, EventListener events) {
        this.authenticator = authenticator;
        this.executor = executor;
        this.logins = new LoginEvents(events);
    }

    LoginEvents logins() {
        return logins;
    }

    /**
     * The account, or null; tells it on the connection's loop, unless the connection was closed while it waited. Fails with a
     * {@link RejectedExecutionException} if too many logins are waiting.
     */
    Future<@Nullable Account> authenticate(Credentials credentials, Channel connection) {
        Promise<@Nullable Account> answer = connection.eventLoop().newPromise();
        if (credentials.password() == null) {
            return answer.setSuccess(authenticator.proven(credentials.name()));
        }
        byte[] password = credentials.password().toArray();
        Account known = authenticator.recall(credentials.name(), password);
        if (known != null) {
            return answer.setSuccess(known);
        }
        try {
            executor.execute(() -> {
                if (connection.isOpen()) { // else nobody waits, and a check is dear
                    check(credentials.name(), password, answer);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.setFailure(e);
        }
        return answer;
    }

    private void check(String name, byte[] password, Promise<@Nullable Account> answer) {
        try {
            answer.setSuccess(authenticator.authenticate(name, password));
        } catch (RuntimeException e) {
            answer.setFailure(e);
        }
    }

    @Override
    public void close() {
        if (executor instanceof ExecutorService threads) {
            threads.shutdownNow();
        }
    }
}
