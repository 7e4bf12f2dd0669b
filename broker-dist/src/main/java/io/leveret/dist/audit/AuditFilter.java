package io.leveret.dist.audit;

import io.leveret.core.event.AuditEntry;
import org.jspecify.annotations.Nullable;

/** Which entries are asked for: those that equal each text that is not null, from {@code sinceMillis} to {@code untilMillis}, both included. */
public record AuditFilter(
        @Nullable String user,
        @Nullable String vhost,
        @Nullable String action,
        @Nullable String object,
        long sinceMillis,
        long untilMillis) {
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, 0, Long.MAX_VALUE);

    boolean passes(AuditRecord record) {
        AuditEntry entry = record.entry();
        return record.millis() >= sinceMillis
                && record.millis() <= untilMillis
                && passes(user, entry.by().user())
                && passes(vhost, entry.vhost())
                && passes(action, entry.action())
                && passes(object, entry.object());
    }

    private static boolean passes(@Nullable String wanted, String is) {
        return wanted == null || wanted.equals(is);
    }
}
