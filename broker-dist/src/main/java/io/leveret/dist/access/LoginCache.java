package io.leveret.dist.access;

import io.leveret.core.access.Account;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last password of each account that was found right, as a digest with a salt that this process alone knows: thousands of clients that connect again
 * at once don't cost a slow check each. A change of the account makes its entry worthless. Filled by the auth workers, asked by the I/O loops.
 */
final class LoginCache {
    static final int MOST = 1_024;
    private static final int SALT = 32;

    private final Map<String, Remembered> byName = new ConcurrentHashMap<>();
    private final byte[] salt = new byte[SALT];

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

    LoginCache() {
        new SecureRandom().nextBytes(salt);
    }

    boolean knows(Account account, byte[] password) {
        Remembered remembered = byName.get(account.name());
        return remembered != null
                && remembered.account.equals(account)
                && remembered.digest.isSame(digest(account, password));
    }

    /** A full cache forgets its oldest. The search for it is nothing beside the check of a password that comes before. */
    void add(Account account, byte[] password) {
        if (byName.size() >= MOST && !byName.containsKey(account.name())) {
            long now = System.nanoTime();
            byName.entrySet().stream()
                    .max(Comparator.comparingLong(entry -> now - entry.getValue().sinceNanos))
                    .ifPresent(oldest -> byName.remove(oldest.getKey()));
        }
        byName.put(account.name(), new Remembered(account, digest(account, password), System.nanoTime()));
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
