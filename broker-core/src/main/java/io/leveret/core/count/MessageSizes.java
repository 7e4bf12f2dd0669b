package io.leveret.core.count;

import java.util.Arrays;

/** How large the bodies of published messages were: a histogram with RabbitMQ's bounds. Numbers only grow. Owner: core. */
public final class MessageSizes {
    private static final long[] BOUNDS = {100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 50_000_000, 100_000_000};

    private final long[] counts;
    private long octets;

    public MessageSizes() {
        this(new long[BOUNDS.length + 1], 0);
    }

    private MessageSizes(long[] counts, long octets) {
        this.counts = counts;
        this.octets = octets;
    }

    /** The largest body that falls into each bucket; a last bucket has no bound. */
    public static long[] bounds() {
        return BOUNDS.clone();
    }

    public void add(long bodyOctets) {
        int bucket = 0;
        while (bucket < BOUNDS.length && bodyOctets > BOUNDS[bucket]) {
            bucket++;
        }
        counts[bucket]++;
        octets += bodyOctets;
    }

    /** Adds what another counted. */
    public void addAll(MessageSizes other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        octets += other.octets;
    }

    /** How many fell into each bucket. */
    public long[] counts() {
        return counts.clone();
    }

    /** All bodies together. */
    public long octets() {
        return octets;
    }

    /** The same numbers, for whoever is not the core: they don't change any more. */
    public MessageSizes copy() {
        return new MessageSizes(counts.clone(), octets);
    }

    @Override
    public String toString() {
        return Arrays.toString(counts) + " with " + octets + " octets";
    }
}
