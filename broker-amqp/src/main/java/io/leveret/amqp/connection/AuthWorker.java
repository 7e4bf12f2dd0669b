package io.leveret.amqp.connection;

import io.leveret.core.access.Account;
import io.leveret.core.access.Authenticator;
import io.leveret.core.access.LoginPace;
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

/**
 * Checks passwords, which takes its time, on threads of its own; so many logins may wait, further ones are refused. Where too many have failed the answer waits
 * on the connection's loop.
 */
final class AuthWorker implements AutoCloseable {
    private static final int MAX_WAITING = 1024;
    private static final long STOP_MILLIS = 3_000;

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
        Attempt attempt = new Attempt(authenticator.pace(), Peer.of(connection), credentials.name(), answer);
        Account known = authenticator.recall(credentials.name(), password);
        if (known != null) {
            attempt.checked(known, connection);
            return answer;
        }
        try {
            executor.execute(() -> {
                if (connection.isOpen()) { // else nobody waits, and a check is dear
                    check(password, attempt, connection);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.setFailure(e);
        }
        return answer;
    }

    private void check(byte[] password, Attempt attempt, Channel connection) {
        try {
            attempt.checked(authenticator.authenticate(attempt.name, password), connection);
        } catch (RuntimeException e) {
            attempt.answer.setFailure(e);
        }
    }

    /** A password that somebody tries, and who waits for the answer. */
    private record Attempt(LoginPace pace, Peer peer, String name, Promise<@Nullable Account> answer) {
        /** Who may not come from there must not learn that the password was right, by the time it takes either. */
        void checked(@Nullable Account found, Channel connection) {
            boolean right = found != null && peer.mayBe(found);
            long delayMillis = pace.checked(peer.octets(), name, right);
            if (delayMillis == 0) {
                tell(found, right);
            } else {
                connection.eventLoop().schedule(() -> tell(found, right), delayMillis, TimeUnit.MILLISECONDS);
            }
        }

        private void tell(@Nullable Account found, boolean right) {
            if (right) {
                pace.letIn(peer.octets());
            }
            answer.setSuccess(found);
        }
    }

    /** Waits for the passwords that are being checked: their answers go to the connections' loops, which must not have ended before. */
    @Override
    public void close() {
        if (executor instanceof ExecutorService threads) {
            threads.shutdownNow();
            try {
                threads.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // who stops the broker is in a hurry
            }
        }
    }
}
