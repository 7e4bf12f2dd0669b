package io.leveret.dist.access;

import io.leveret.core.access.Account;
import io.leveret.core.access.Authenticator;
import io.leveret.core.access.LoginPace;
import io.leveret.core.node.AccountListener;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The accounts that the node tells of, for the auth workers, who check passwords, and the I/O loops, who ask whether that is needed. */
public final class Accounts implements Authenticator, AccountListener {
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final LoginCache cache = new LoginCache(Long.MAX_VALUE, System::nanoTime);
    private final LoginPace pace;

    private record Known(Account account, Optional<PasswordHash> password) {}

    public Accounts(LoginPace pace) {
        this.pace = pace;
    }

    @Override
    public void changed(Account account) {
        known.put(account.name(), new Known(account, PasswordHash.parse(account.passwordHash())));
        cache.remove(account.name());
    }

    @Override
    public void removed(String name) {
        known.remove(name);
        cache.remove(name);
    }

    /** Passwords that are kept by a fast digest, and those that were found right before. */
    @Override
    public @Nullable Account recall(String name, byte[] password) {
        Known user = known.get(name);
        PasswordHash hash = user == null ? null : user.password().orElse(null);
        if (user == null || hash == null || password.length == 0) {
            return null;
        }
        Account account = user.account();
        boolean right = hash.isSlow() ? cache.knows(account, password) : hash.matches(password);
        return right ? account : null;
    }

    /**
     * Every refusal takes as long as one slow check: who tries can't tell an unknown name from a wrong password, nor how a password is kept. An empty
     * password logs nobody in, as in RabbitMQ.
     */
    @Override
    public @Nullable Account authenticate(String name, byte[] password) {
        Account recalled = recall(name, password);
        if (recalled != null) {
            return recalled;
        }
        Known user = known.get(name);
        PasswordHash hash = user == null ? null : user.password().orElse(null);
        if (user == null || hash == null || !hash.isSlow() || password.length == 0) {
            PasswordHash.spend();
            return null;
        }
        if (!hash.matches(password)) {
            return null;
        }
        cache.add(user.account(), password);
        return user.account();
    }

    @Override
    public @Nullable Account proven(String name) {
        Known user = known.get(name);
        return user == null ? null : user.account();
    }

    @Override
    public LoginPace pace() {
        return pace;
    }
}
