package io.leveret.core.queue;

import io.leveret.core.message.Message;

/**
 * Counts the heap that a virtual host's messages hold, each message once however many queues have it. Owner: core.
 */
public final class MemoryLedger {
    private long limit;
    private long held;

    /** {@code limit} in octets: above it no publish is taken. */
    public MemoryLedger(long limit) {
        this.limit = limit;
    }

    /** Other virtual hosts have come or gone. */
    public void limit(long octets) {
        limit = octets;
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
}
