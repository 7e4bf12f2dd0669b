package io.leveret.store.journal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What the journal has done since its start. Counted by the journal's threads, read by anybody. */
public final class JournalCounters {
    private final LongAdder records = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder octets = new LongAdder();
    private final LongAdder reads = new LongAdder();
    private final LongAdder octetsRead = new LongAdder();
    private final LongAdder octetsEvicted = new LongAdder();
    private final DurationHistogram syncTimes = new DurationHistogram();

    void written(int newRecords, int newOctets) {
        records.add(newRecords);
        batches.increment();
        octets.add(newOctets);
    }

    void synced(long nanos) {
        syncTimes.took(nanos);
    }

    void read(int newOctets) {
        reads.increment();
        octetsRead.add(newOctets);
    }

    void evicted(long newOctets) {
        octetsEvicted.add(newOctets);
    }

    /** Octets of cold files that were written. */
    public long octetsEvicted() {
        return octetsEvicted.sum();
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
        return syncTimes.count();
    }

    /** How long each sync of a journal file took. */
    public DurationHistogram syncTimes() {
        return syncTimes;
    }

    /** Reads from files to bring messages back. */
    public long reads() {
        return reads.sum();
    }

    /** Octets read to bring messages back. What is read at the start does not count. */
    public long octetsRead() {
        return octetsRead.sum();
    }

    /** All of it in one line of a log. */
    @Override
    public String toString() {
        return "records=" + records() + " batches=" + batches() + " octets=" + octets() + " syncs=" + syncs()
                + " sync-p50-micros="
                + micros(syncTimes.atMostNanos(0.5)) + " sync-p99-micros=" + micros(syncTimes.atMostNanos(0.99))
                + " sync-max-micros="
                + micros(syncTimes.maxNanos()) + " sync-total-millis="
                + TimeUnit.NANOSECONDS.toMillis(syncTimes.totalNanos()) + " octets-read=" + octetsRead()
                + " octets-evicted=" + octetsEvicted();
    }

    private static long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos);
    }
}
