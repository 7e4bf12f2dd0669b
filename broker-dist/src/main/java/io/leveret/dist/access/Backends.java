package io.leveret.dist.access;

import io.leveret.core.access.Account;
import io.leveret.core.access.Authenticator;
import io.leveret.core.access.LoginPace;
import io.leveret.core.access.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several that know who somebody is, asked one after the other until one does. One that can't be asked now does not keep the others from answering. Immutable;
 * called as {@link Authenticator} says.
 */
public final class Backends implements Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(Backends.class);

    private final List<Authenticator> backends;
    private final LoginPace pace;

    /** {@code pace} is that of all of them together. */
    public Backends(List<Authenticator> backends, LoginPace pace) {
        this.backends = List.copyOf(backends);
        this.pace = pace;
    }

    @Override
    public @Nullable Account recall(String name, byte[] password) {
        for (Authenticator backend : backends) {
            Account account = backend.recall(name, password);
            if (account != null) {
                return account;
            }
        }
        return null;
    }

    /** Fails as the last backend that could not be asked, if those that could know nobody of this name and password. For who may wait. */
    @Override
    public @Nullable Account authenticate(String name, byte[] password) {
        CompletableFuture<Optional<Account>> answer = new CompletableFuture<>();
        check(name, password, new Verdict() {
            @Override
            public void is(@Nullable Account account) {
                answer.complete(Optional.ofNullable(account));
            }

            @Override
            public void failed(RuntimeException why) {
                answer.completeExceptionally(why);
            }

            @Override
            public void goOn(Runnable rest) {
                rest.run();
            }
        });
        try {
            return answer.join().orElse(null);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : e;
        }
    }

    /** As {@link #authenticate}; while a backend waits for the answer of others nobody else does. */
    @Override
    public void check(String name, byte[] password, Verdict verdict) {
        new Login(name, password, verdict).ask(0, null);
    }

    /** One that is being checked. */
    private final class Login {
        private final String name;
        private final byte[] password;
        private final Verdict verdict;

        Login(String name, byte[] password, Verdict verdict) {
            this.name = name;
            this.password = password;
            this.verdict = verdict;
        }

        /** {@code failure} is that of the last backend before that could not be asked. */
        private void ask(int index, @Nullable RuntimeException failure) {
            if (index < backends.size()) {
                Thread asking = Thread.currentThread();
                backends.get(index).check(name, password, new Verdict() {
                    @Override
                    public void is(@Nullable Account account) {
                        if (account == null) {
                            next(failure);
                        } else {
                            verdict.is(account);
                        }
                    }

                    @Override
                    public void failed(RuntimeException why) {
                        if (failure != null) {
                            LOG.warn("a login could not be checked: {}", failure.toString());
                        }
                        next(why);
                    }

                    @Override
                    public void goOn(Runnable rest) {
                        verdict.goOn(rest);
                    }

                    private void next(@Nullable RuntimeException failed) {
                        if (Thread.currentThread() == asking || index + 1 == backends.size()) {
                            ask(index + 1, failed);
                        } else {
                            verdict.goOn(() -> ask(index + 1, failed));
                        }
                    }
                });
            } else if (failure == null) {
                verdict.is(null);
            } else {
                verdict.failed(failure);
            }
        }
    }

    @Override
    public @Nullable Account proven(String name) {
        for (Authenticator backend : backends) {
            Account account = backend.proven(name);
            if (account != null) {
                return account;
            }
        }
        return null;
    }

    @Override
    public LoginPace pace() {
        return pace;
    }

    @Override
    public void close() {
        backends.forEach(Authenticator::close);
    }
}
