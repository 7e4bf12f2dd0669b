package io.leveret.dist.access;

import io.leveret.core.access.Account;
import io.leveret.core.access.Authenticator;
import io.leveret.core.access.LoginPace;
import java.util.List;
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

    /** Fails as the last backend that could not be asked, if those that could know nobody of this name and password. */
    @Override
    public @Nullable Account authenticate(String name, byte[] password) {
        RuntimeException failure = null;
        for (Authenticator backend : backends) {
            try {
                Account account = backend.authenticate(name, password);
                if (account != null) {
                    return account;
                }
            } catch (RuntimeException e) {
                if (failure != null) {
                    LOG.warn("a login could not be checked: {}", failure.toString());
                }
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return null;
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
}
