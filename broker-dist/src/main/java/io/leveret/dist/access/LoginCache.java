package io.leveret.dist.access;

import io.leveret.core.access.Account;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The last password of each account that was found right, as a digest with a salt that this process alone knows: thousands of clients that connect again
 * at once don't cost a slow check each. A change of the account makes its entry worthless, and so does its age. Filled by those who check passwords, asked by the I/O loops.
 */
public final class LoginCache {
    static final int MOST = 1_024;
    private static final int SALT = 32;

    private final Map<String, Remembered> byName = new ConcurrentHashMap<>();
    private final byte[] salt = new byte[SALT];
    private final long oldestNanos;
    private final LongSupplier nanoClock;

    private record Remembered(Account account, Digest digest, long sinceNanos) {}

    /** Compared in constant time. */
    private static final class Digest {
        private final byte[] octets;

        Digest(byte[] octets) {
            this.octets = octets;
        }

        boolean isSame(Digest other) {
            return MessageDigest.isEqual(octets, other.octets);
        }
    }

    /** What is as old as that counts no more; so nothing does with 0. */
    public LoginCache(long oldestNanos, LongSupplier nanoClock) {
        this.oldestNanos = oldestNanos;
        this.nanoClock = nanoClock;
        new SecureRandom().nextBytes(salt);
    }

    /** The account as it was when this password was found to be that of this name, or null. */
    public @Nullable Account find(String name, byte[] password) {
        Remembered remembered = byName.get(name);
        return remembered != null
                        && nanoClock.getAsLong() - remembered.sinceNanos < oldestNanos
                        && remembered.digest.isSame(digest(remembered.account, password))
                ? remembered.account
                : null;
    }

    boolean knows(Account account, byte[] password) {
        return account.equals(find(account.name(), password));
    }

    /** A full cache forgets its oldest. The search for it is nothing beside the check of a password that comes before. */
    public void add(Account account, byte[] password) {
        if (oldestNanos == 0) {
            return;
        }
        if (byName.size() >= MOST && !byName.containsKey(account.name())) {
            long now = nanoClock.getAsLong();
            byName.entrySet().stream()
                    .max(Comparator.comparingLong(entry -> now - entry.getValue().sinceNanos))
                    .ifPresent(oldest -> byName.remove(oldest.getKey()));
        }
        byName.put(account.name(), new Remembered(account, digest(account, password), nanoClock.getAsLong()));
    }

    void remove(String name) {
        byName.remove(name);
    }

    private Digest digest(Account account, byte[] password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            digest.update(account.passwordHash().getBytes(StandardCharsets.UTF_8));
            return new Digest(digest.digest(password));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
