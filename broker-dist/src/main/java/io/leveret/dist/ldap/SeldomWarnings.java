package io.leveret.dist.ldap;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says of each kind of warning whether it is due: not when it was told within a minute. Asked by all threads that check logins. */
final class SeldomWarnings {
    static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoClock;
    private final Map<String, Long> toldAt = new ConcurrentHashMap<>();

    SeldomWarnings(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Whether it is to be told now, by who asks. */
    boolean due(String kind) {
        long now = nanoClock.getAsLong();
        Long before = toldAt.putIfAbsent(kind, now);
        return before == null || (now - before >= PAUSE_NANOS && toldAt.replace(kind, before, now));
    }
}
