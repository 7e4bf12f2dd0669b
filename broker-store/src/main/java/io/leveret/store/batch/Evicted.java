package io.leveret.store.batch;

import java.util.List;

/**
 * A record of the journal's own: what was live in its files up to {@code through} lies in these cold files now, and so does what was in those cold files
 * that they were merged from.
 */
public record Evicted(long through, List<Long> coldFiles) {}
