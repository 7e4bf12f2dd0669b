package io.leveret.amqp.connection;

import io.leveret.core.access.Account;
import io.leveret.core.access.Authenticator;
import io.leveret.core.access.LoginPace;
import io.leveret.core.access.Verdict;
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
        Attempt attempt = new Attempt(
                authenticator.pace(), Peer.of(connection), credentials.name(), connection, executor, answer);
        Account known = authenticator.recall(credentials.name(), password);
        if (known != null) {
            attempt.is(known);
        } else {
            attempt.goOn(() -> authenticator.check(credentials.name(), password, attempt));
        }
        return answer;
    }

    /** A password that somebody tries, and who waits for the answer. */
    private record Attempt(
            LoginPace pace,
            Peer peer,
            String name,
            Channel connection,
            Executor executor,
            Promise<@Nullable Account> answer)
            implements Verdict {
        /** Who may not come from there must not learn that the password was right, by the time it takes either. */
        @Override
        public void is(@Nullable Account found) {
            boolean right = found != null && peer.mayBe(found);
            later(pace.checked(peer.octets(), name, right), () -> tell(found, right));
        }

        /** Counts as a wrong password, if it was tried at all: it may have been one, as far as those say who could be asked. */
        @Override
        public void failed(RuntimeException why) {
            boolean tried = !(why instanceof RejectedExecutionException);
            later(tried ? pace.checked(peer.octets(), name, false) : 0, () -> answer.setFailure(why));
        }

        @Override
        public void goOn(Runnable rest) {
            try {
                executor.execute(() -> {
                    if (connection.isOpen()) { // else nobody waits, and a check is dear
                        rest.run();
                    }
                });
            } catch (RejectedExecutionException e) {
                failed(e);
            }
        }

        private void later(long delayMillis, Runnable tell) {
            if (connection.eventLoop().isShuttingDown()) {
                return; // the broker stops, and nobody hears of it
            }
            if (delayMillis == 0) {
                tell.run();
            } else {
                connection.eventLoop().schedule(tell, delayMillis, TimeUnit.MILLISECONDS);
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
