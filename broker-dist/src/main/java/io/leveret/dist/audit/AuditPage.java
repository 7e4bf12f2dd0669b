package io.leveret.dist.audit;

import java.util.List;

/** A part of the audit, newest first; {@code total} entries there are, {@code filtered} of them pass the filter. */
public record AuditPage(List<AuditRecord> items, long total, long filtered) {}
