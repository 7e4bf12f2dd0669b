package io.leveret.store.journal;

import java.util.concurrent.atomic.LongAdder;

/** What the journal has done since its start. Counted by writer and syncer, read by anybody. */
public final class JournalCounters {
    private final LongAdder records = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder octets = new LongAdder();
    private final LongAdder syncs = new LongAdder();

    void written(int newRecords, int newOctets) {
        records.add(newRecords);
        batches.increment();
        octets.add(newOctets);
    }

    void synced() {
        syncs.increment();
    }

    /** Records that were written: dropped pairs do not count. */
    public long records() {
        return records.sum();
    }

    public long batches() {
        return batches.sum();
    }

    /** Octets written, with padding. */
    public long octets() {
        return octets.sum();
    }

    public long syncs() {
        return syncs.sum();
    }
}
