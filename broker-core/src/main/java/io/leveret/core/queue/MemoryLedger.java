package io.leveret.core.queue;

import io.leveret.core.message.Message;

/**
 * Counts the heap that a virtual host's messages hold, each message once however many queues have it. Owner: core.
 */
public final class MemoryLedger {
    private long limit;
    private long mark;
    private long held;
    private long leaving;

    /** In octets: above {@code limit} no publish is taken, above {@code mark} queues pack what is ready. */
    public MemoryLedger(long limit, long mark) {
        this.limit = limit;
        this.mark = mark;
    }

    /** Other virtual hosts have come or gone. */
    public void limit(long newLimit, long newMark) {
        limit = newLimit;
        mark = newMark;
    }

    void retain(Message message) {
        if (message.retain()) {
            held += message.heldBytes();
        }
        held += ReadyMessages.ENTRY_BYTES;
    }

    void release(Message message) {
        if (message.release()) {
            held -= message.heldBytes();
        }
        held -= ReadyMessages.ENTRY_BYTES;
    }

    /** Octets held, estimated from above. */
    public long held() {
        return held;
    }

    public boolean isFull() {
        return held >= limit;
    }

    /** So many octets are on their way to the disk; less than nothing: they have arrived. */
    void leaving(long octets) {
        leaving += octets;
    }

    /** Whether more messages are to leave memory than are about to. */
    public boolean isAboveMark() {
        return held - leaving >= mark;
    }
}
