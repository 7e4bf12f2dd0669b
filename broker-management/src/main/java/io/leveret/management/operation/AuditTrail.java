package io.leveret.management.operation;

import io.leveret.core.event.AuditEntry;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who changed what, kept on disk. */
public interface AuditTrail {
    /** Finds entries, the newest first. Reads files: for a worker. */
    Found find(Wanted wanted, long skip, int count) throws IOException;

    /** Entries that equal each text that is not null, of these moments in milliseconds since 1970. */
    record Wanted(
            @Nullable String user,
            @Nullable String vhost,
            @Nullable String action,
            @Nullable String object,
            long sinceMillis,
            long untilMillis) {}

    /** Some entries; how many there are at all, and how many of them were wanted. */
    record Found(List<Dated> entries, long total, long filtered) {
        public Found {
            entries = List.copyOf(entries);
        }
    }

    /** An entry and when it came. */
    record Dated(long atMillis, AuditEntry entry) {}
}
