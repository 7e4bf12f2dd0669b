package io.leveret.core.channel;

/** What went through a connection's socket: octets and reads, octets and writes; and how many octets wait to be written. */
public record Traffic(long receivedBytes, long reads, long sentBytes, long writes, long pendingBytes) {
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0);
}
