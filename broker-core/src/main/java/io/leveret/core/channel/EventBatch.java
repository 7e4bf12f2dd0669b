package io.leveret.core.channel;

import java.util.Arrays;

/**
 * What one turn of the core produced for one connection, in order: handed over once, as a whole, and not touched by the core afterwards.
 * Owner: core, then I/O loop.
 */
public final class EventBatch {
    private ChannelEvent[] events = new ChannelEvent[8];
    private int[] channels = new int[8];
    private int size;
    private long bytes;
    private long consumedBytes;

    void add(int channel, ChannelEvent event, long eventBytes) {
        if (size == events.length) {
            events = Arrays.copyOf(events, size * 2);
            channels = Arrays.copyOf(channels, size * 2);
        }
        events[size] = event;
        channels[size] = channel;
        size++;
        bytes += eventBytes;
    }

    void consumed(long commandBytes) {
        consumedBytes += commandBytes;
    }

    public int size() {
        return size;
    }

    public int channel(int index) {
        return channels[index];
    }

    public ChannelEvent event(int index) {
        return events[index];
    }

    /**
     * Octets these events weigh against the connection's output bound; the I/O loop reports this number back when they have
     * left for the socket ({@code CoreLoop.flushed}).
     */
    public long bytes() {
        return bytes;
    }

    /** Weight of the commands that the core has taken from the connection's inbox since the last batch: the I/O loop may read as much again. */
    public long consumedBytes() {
        return consumedBytes;
    }
}
