package io.leveret.dist;

import io.leveret.core.access.Authenticator;
import io.leveret.dist.access.Accounts;
import io.leveret.dist.access.Backends;
import io.leveret.dist.access.FailedLogins;
import io.leveret.dist.ldap.DirectoryLogins;
import io.leveret.dist.oauth.OauthException;
import io.leveret.dist.oauth.TokenLogins;
import io.leveret.dist.oauth.TokenRules;
import io.leveret.dist.settings.LoginSettings;
import io.leveret.dist.settings.Settings;
import io.leveret.dist.tls.TlsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who checks logins: {@code accounts} are the node's own, {@code tokens} is null if nobody logs in with them. */
record Logins(Accounts accounts, @Nullable TokenLogins tokens, Authenticator backends) {
    /** Throws {@link StartException} for what the settings name and can't be read. */
    static Logins of(Settings settings) {
        Accounts accounts = new Accounts(failures(settings));
        TokenLogins tokens = tokens(settings);
        List<Authenticator> backends = settings.access().logins().backends().stream()
                .map(backend -> switch (backend) {
                    case INTERNAL -> accounts;
                    case LDAP -> directory(settings, accounts);
                    case OAUTH2 -> used(tokens);
                })
                .toList();
        return new Logins(accounts, tokens, new Backends(backends, accounts.pace()));
    }

    /** Of who waits for longer than for a handshake the right password would never be answered. */
    private static FailedLogins failures(Settings settings) {
        LoginSettings logins = settings.access().logins();
        long longestMillis =
                Math.min(logins.longestDelayMillis(), settings.limits().handshakeTimeoutMillis() / 2);
        return new FailedLogins(logins.slowAfter(), longestMillis, System::nanoTime);
    }

    private static @Nullable TokenLogins tokens(Settings settings) {
        try {
            return settings.access().takesTokens()
                    ? new TokenLogins(TokenRules.read(settings.access().oauth()))
                    : null;
        } catch (OauthException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }

    private static Authenticator directory(Settings settings, Accounts accounts) {
        try {
            return new DirectoryLogins(settings.access().ldap(), accounts);
        } catch (TlsException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }

    private static Authenticator used(@Nullable TokenLogins tokens) {
        if (tokens == null) {
            throw new IllegalStateException("made of the same settings");
        }
        return tokens;
    }
}
