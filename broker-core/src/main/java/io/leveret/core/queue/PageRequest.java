package io.leveret.core.queue;

/** Messages that a queue wants from the store, each request another: their sequence numbers in the queue, and where they lie. */
public final class PageRequest {
    private final long[] seqs;
    private final long[] locations;

    PageRequest(long[] seqs, long[] locations) {
        this.seqs = seqs;
        this.locations = locations;
    }

    long[] seqs() {
        return seqs;
    }

    public long[] locations() {
        return locations;
    }
}
