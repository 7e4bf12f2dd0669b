package io.leveret.core.channel;

import java.util.ArrayDeque;

/**
 * Answers of a channel that wait for the journal, and what was said after them, which must not overtake. Owner: core.
 */
final class ParkedEvents {
    private final ArrayDeque<Parked> parked = new ArrayDeque<>(0);
    private long lastPosition;

    /** An event that leaves when the journal is durable up to {@code position} and all before it have left. */
    private record Parked(long position, ChannelEvent event, long bytes) {}

    boolean isEmpty() {
        return parked.isEmpty();
    }

    long lastPosition() {
        return parked.isEmpty() ? 0 : lastPosition;
    }

    void add(long position, ChannelEvent event, long bytes) {
        lastPosition = Math.max(lastPosition, position);
        parked.add(new Parked(position, event, bytes));
    }

    void release(long durable, ChannelState channel) {
        for (Parked next = parked.peek(); next != null && next.position() <= durable; next = parked.peek()) {
            parked.remove();
            channel.session().emit(channel.number(), next.event(), next.bytes());
        }
    }
}
