package io.leveret.core.queue;

import io.leveret.core.message.Message;

/**
 * Counts the memory that a virtual host's messages hold, each message once however many queues have it, and what those on disk leave in the heap. Owner: core.
 */
public final class MemoryLedger {
    /** With so many octets on their way to the disk no more are given to it. */
    private static final long MOST_WRITTEN = 16 << 20;

    /** This part of the mark is for messages in memory, however many are on disk. */
    private static final int LEAST_SHARE = 4;

    private long limit;
    private long mark;
    private long compactMark;
    private long held;
    private long leaving;
    private long written;
    private long compact;
    private long packed;

    /**
     * In octets: above {@code limit} no publish is taken, above {@code mark} queues pack what is ready, and with more than {@code compactMark} in objects they make
     * octets of what waits.
     */
    public MemoryLedger(long limit, long mark, long compactMark) {
        this.limit = limit;
        this.mark = mark;
        this.compactMark = compactMark;
    }

    /** Other virtual hosts have come or gone. */
    public void limit(long newLimit, long newMark, long newCompactMark) {
        limit = newLimit;
        mark = newMark;
        compactMark = newCompactMark;
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

    /** Of what is held: by what is known of messages on disk. */
    public long packed() {
        return packed;
    }

    /** What is on disk holds so many more octets by what is known of it; they can't be paged out. */
    void packed(long octets) {
        packed += octets;
        held += octets;
    }

    /** So many octets are held outside of the heap from now on; less than nothing: not any more. */
    void compacted(long octets) {
        compact += octets;
        held += octets;
    }

    /** Whether so much is held by objects of the heap that what waits had better be octets. */
    boolean isCompactBetter() {
        return held - compact >= compactMark;
    }

    /** Octets held: by objects, estimated from above, and outside of the heap. */
    public long held() {
        return held;
    }

    /** Octets with which no publish is taken any more. */
    public long limit() {
        return limit;
    }

    public boolean isFull() {
        return held >= limit;
    }

    /** What holds so many octets is on its way to the disk, which has so many to write; less than nothing: it has arrived. */
    void leaving(long heldOctets, long writtenOctets) {
        leaving += heldOctets;
        written += writtenOctets;
    }

    /** Whether the disk has enough to write. */
    public boolean isDiskBehind() {
        return written >= MOST_WRITTEN;
    }

    /** Whether more messages are to leave memory than are about to. */
    public boolean isAboveMark() {
        return held - packed - leaving >= Math.max(mark - packed, mark / LEAST_SHARE);
    }
}
