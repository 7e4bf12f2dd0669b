package io.leveret.core.channel;

/**
 * What went through a connection's socket: octets and reads, octets and writes; how many octets wait to be written; and whether the connection waits because it has
 * published more than it may.
 */
public record Traffic(long receivedBytes, long reads, long sentBytes, long writes, long pendingBytes, boolean slowed) {
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, false);

    /** Both together. */
    public Traffic plus(Traffic more) {
        return new Traffic(
                receivedBytes + more.receivedBytes,
                reads + more.reads,
                sentBytes + more.sentBytes,
                writes + more.writes,
                pendingBytes + more.pendingBytes,
                slowed || more.slowed);
    }

    /** The same of a connection that is closed: nothing waits any more. */
    public Traffic withoutPending() {
        return new Traffic(receivedBytes, reads, sentBytes, writes, 0, false);
    }
}
