package io.leveret.dist.oauth;

import io.leveret.core.access.Account;
import io.leveret.core.access.Authenticator;
import io.leveret.core.access.LoginUncheckedException;
import io.leveret.core.access.Verdict;
import io.leveret.dist.access.LoginLane;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes an access token for a password. The name that comes with it does not count, as in RabbitMQ: the token says whose it is. A reload exchanges the rules. Asked by the threads of its
 * {@link LoginLane}, and by I/O loops for what is remembered. Owner: auth worker.
 */
public final class TokenLogins implements Authenticator, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TokenLogins.class);
    private static final int LONGEST = 16_384;
    private static final int DOTS = 2;
    private static final int AT_ONCE = 2;

    /** RabbitMQ's Java client waits for 5 s. */
    private static final long TIMEOUT_MILLIS = 4_000;

    private final KnownTokens known = new KnownTokens(System::currentTimeMillis);
    private final LoginLane lane = new LoginLane("leveret-oauth2", AT_ONCE, TIMEOUT_MILLIS, TokenLogins::late);
    private volatile TokenRules rules;

    public TokenLogins(TokenRules rules) {
        this.rules = rules;
    }

    /** Which tokens count from now on, if that is another thing; who has logged in stays. Returns whether files of the same names have other keys. */
    public boolean exchange(TokenRules next) {
        TokenRules before = rules;
        boolean otherKeys = !next.hasKeysOf(before);
        boolean sameSettings = next.hasSettingsOf(before);
        if (otherKeys || !sameSettings) {
            rules = next;
            known.clear();
        }
        return otherKeys && sameSettings;
    }

    @Override
    public @Nullable Account recall(String name, byte[] password) {
        return mayBeToken(password) ? known.find(password) : null;
    }

    /** Keys may have to be fetched for it, and come slowly. */
    @Override
    public void check(String name, byte[] password, Verdict verdict) {
        if (mayBeToken(password)) {
            lane.check(() -> authenticate(name, password), verdict);
        } else {
            verdict.is(null);
        }
    }

    private static LoginUncheckedException late() {
        return new LoginUncheckedException("the keys of tokens did not come within " + TIMEOUT_MILLIS + " ms");
    }

    @Override
    public @Nullable Account authenticate(String name, byte[] password) {
        if (!mayBeToken(password)) {
            return null; // somebody else's password is not ours to tell of
        }
        TokenRules inForce = rules;
        try {
            Account account = inForce.account(new String(password, StandardCharsets.US_ASCII));
            if (inForce == rules) {
                known.add(password, account);
            }
            return account;
        } catch (TokenRefusedException e) {
            LOG.info("token refused: {}", e.getMessage());
            return null;
        }
    }

    /** Three parts in base64url. */
    private static boolean mayBeToken(byte[] password) {
        int dots = 0;
        for (byte octet : password) {
            boolean letter = (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
            boolean other = (octet >= '0' && octet <= '9') || octet == '-' || octet == '_' || octet == '.';
            if (!letter && !other) {
                return false;
            }
            dots += octet == '.' ? 1 : 0;
        }
        return dots == DOTS && password.length <= LONGEST;
    }

    @Override
    public void close() {
        lane.close();
    }
}
