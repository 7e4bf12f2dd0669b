package io.leveret.core.channel;

/** What all open transactions of a virtual host hold together. Owner: core. */
public final class TransactionBudget {
    private long limit;
    private long held;

    /** {@code limit} in octets. */
    public TransactionBudget(long limit) {
        this.limit = limit;
    }

    /** Other virtual hosts have come or gone. */
    public void limit(long octets) {
        limit = octets;
    }

    void hold(long octets) {
        held += octets;
    }

    void release(long octets) {
        held -= octets;
    }

    public boolean isExceeded() {
        return held > limit;
    }
}
