package io.leveret.core.exchange;

import java.util.function.LongSupplier;

/**
 * Counts the heap that the exchanges of a virtual host hold with what they remember of messages. What is above the limit is no reason to
 * refuse anything: the exchange that stores then forgets its oldest. Owner: core.
 */
final class ExchangeMemory {
    private final LongSupplier limit;
    private long held;

    /** {@code limit} in octets; it may change. */
    ExchangeMemory(LongSupplier limit) {
        this.limit = limit;
    }

    void hold(long octets) {
        held += octets;
    }

    void release(long octets) {
        held -= octets;
    }

    boolean isExceeded() {
        return held > limit.getAsLong();
    }

    long held() {
        return held;
    }
}
