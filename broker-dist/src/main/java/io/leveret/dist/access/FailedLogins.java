package io.leveret.dist.access;

import io.leveret.core.access.LoginPace;
import io.leveret.core.access.Origin;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses from which logins have failed, and how often: after so many failures each further attempt from there is answered later, twice as late as the one before.
 * Logins that turn out right count until their answer goes out, so that no other attempt tells of it earlier. Auth workers and management count, I/O loops ask.
 */
public final class FailedLogins implements LoginPace {
    private static final Logger LOG = LoggerFactory.getLogger(FailedLogins.class);

    static final int MOST = 16_384;
    static final long FIRST_DELAY_MILLIS = 500;
    private static final int MOST_DOUBLINGS = 20;
    private static final int MAX_NAME = 200;

    private final int slowAfter;
    private final long longestMillis;
    private final LongSupplier nanoClock;
    private final Map<Origin, Failures> byOrigin = new ConcurrentHashMap<>();

    /** {@code slowAfter} failures cost nothing, 0 stands for any number of them. */
    public FailedLogins(int slowAfter, long longestMillis, LongSupplier nanoClock) {
        this.slowAfter = slowAfter;
        this.longestMillis = longestMillis;
        this.nanoClock = nanoClock;
    }

    @Override
    public boolean slows(byte[] address) {
        Origin origin = origin(address);
        Failures before = byOrigin.isEmpty() || origin == null ? null : byOrigin.get(origin);
        return before != null && before.count() >= slowAfter && !before.isOver(nanoClock.getAsLong());
    }

    @Override
    public long checked(byte[] address, String name, boolean right) {
        if (right && byOrigin.isEmpty()) {
            return 0;
        }
        Origin origin = origin(address);
        if (origin == null) {
            return 0;
        }
        long now = nanoClock.getAsLong();
        Failures counted =
                right ? byOrigin.computeIfPresent(origin, (same, before) -> before.oneMore(now)) : counted(origin, now);
        if (counted == null) {
            return 0;
        }
        if (!right && counted.count() == slowAfter) {
            LOG.info(
                    "logins from {} are slowed down: {} failures, the last for user '{}'",
                    origin,
                    counted.count(),
                    forLog(name));
        }
        return delayMillis(counted.count());
    }

    private @Nullable Origin origin(byte[] address) {
        return slowAfter == 0 ? null : Origin.of(address);
    }

    private Failures counted(Origin origin, long now) {
        if (byOrigin.size() >= MOST && !byOrigin.containsKey(origin)) {
            forgetOldest(now);
        }
        return byOrigin.merge(origin, new Failures(1, now), (before, first) -> before.oneMore(now));
    }

    /** The search is nothing beside the check of the password that came before. */
    private void forgetOldest(long now) {
        byOrigin.values().removeIf(failures -> failures.isOver(now));
        if (byOrigin.size() >= MOST) {
            byOrigin.entrySet().stream()
                    .max(Comparator.comparingLong(
                            entry -> now - entry.getValue().lastNanos()))
                    .ifPresent(oldest -> byOrigin.remove(oldest.getKey()));
        }
    }

    private long delayMillis(int attempt) {
        if (attempt <= slowAfter) {
            return 0;
        }
        int doublings = Math.min(attempt - slowAfter - 1, MOST_DOUBLINGS);
        return Math.min(longestMillis, FIRST_DELAY_MILLIS << doublings);
    }

    @Override
    public void letIn(byte[] address) {
        Origin origin = byOrigin.isEmpty() ? null : origin(address);
        if (origin != null) {
            byOrigin.remove(origin);
        }
    }

    int size() {
        return byOrigin.size();
    }

    private static String forLog(String name) {
        String line = name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
        return line.replaceAll("\\p{Cntrl}", "?");
    }
}
