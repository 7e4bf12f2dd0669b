package io.leveret.dist.oauth;

import io.leveret.core.access.Account;
import io.leveret.core.access.Grant;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were found right within the last minute, as digests: who sends the same one with each request pays for one check. Filled by auth workers and
 * management's, asked by I/O loops.
 */
final class KnownTokens {
    static final int MOST = 1_024;
    static final long LONGEST_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final Map<ByteBuffer, Known> byDigest = new ConcurrentHashMap<>();
    private final LongSupplier clockMillis;

    private record Known(Account account, long sinceMillis) {
        boolean counts(long nowMillis) {
            Grant grant = account.grant();
            return Math.abs(nowMillis - sinceMillis) < LONGEST_MILLIS
                    && grant != null
                    && nowMillis < grant.endsAtMillis();
        }
    }

    KnownTokens(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    @Nullable
    Account find(byte[] token) {
        if (byDigest.isEmpty()) {
            return null;
        }
        Known known = byDigest.get(digest(token));
        return known != null && known.counts(clockMillis.getAsLong()) ? known.account : null;
    }

    /** A full one forgets those that count no more, then its oldest. */
    void add(byte[] token, Account account) {
        long now = clockMillis.getAsLong();
        if (byDigest.size() >= MOST) {
            byDigest.values().removeIf(known -> !known.counts(now));
        }
        if (byDigest.size() >= MOST) {
            byDigest.entrySet().stream()
                    .min(Comparator.comparingLong(entry -> entry.getValue().sinceMillis))
                    .ifPresent(oldest -> byDigest.remove(oldest.getKey()));
        }
        byDigest.put(digest(token), new Known(account, now));
    }

    void clear() {
        byDigest.clear();
    }

    int size() {
        return byDigest.size();
    }

    private static ByteBuffer digest(byte[] token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
