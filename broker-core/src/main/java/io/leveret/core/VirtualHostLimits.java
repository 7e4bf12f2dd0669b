package io.leveret.core;

/**
 * Bounds of a virtual host, in octets: {@code memoryBytes} of messages above which no publish is taken, what one transaction may hold, and
 * {@code outputBytes} that all connections together may have unflushed: many connections get less each than a connection's own bound.
 */
public record VirtualHostLimits(long memoryBytes, long transactionBytes, long outputBytes) {
    /** So much in objects moves no collector for long. */
    private static final long FEW_BYTES = 4 << 20;

    /** Without a bound for the output of all connections together. */
    public VirtualHostLimits(long memoryBytes, long transactionBytes) {
        this(memoryBytes, transactionBytes, Long.MAX_VALUE);
    }

    /** Octets of messages in objects above which what waits is made strings of octets. */
    public long compactBytes() {
        return Math.min(FEW_BYTES, pageOutBytes() / 2);
    }

    /**
     * Octets of messages above which ready ones leave memory: three quarters of what stops publishing, so that publishers wait only for a disk that can't
     * keep up.
     */
    public long pageOutBytes() {
        return memoryBytes / 4 * 3;
    }
}
