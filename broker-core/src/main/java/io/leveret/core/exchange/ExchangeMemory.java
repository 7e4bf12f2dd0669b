package io.leveret.core.exchange;

/**
 * Counts the heap that the exchanges of a virtual host hold with what they remember of messages. What is above the limit is no reason to
 * refuse anything: the exchange that stores then forgets its oldest. Owner: core.
 */
final class ExchangeMemory {
    private final long limit;
    private long held;

    /** {@code limit} in octets. */
    ExchangeMemory(long limit) {
        this.limit = limit;
    }

    void hold(long octets) {
        held += octets;
    }

    void release(long octets) {
        held -= octets;
    }

    boolean isExceeded() {
        return held > limit;
    }

    long held() {
        return held;
    }
}
