package io.leveret.core.channel;

import io.leveret.core.queue.Consumer;
import io.leveret.core.queue.Timed;
import java.util.ArrayDeque;

/**
 * How long the deliveries of one consumer may stay unacked: kept only for consumers that have such a limit. Deliveries come in order of time, so only
 * the oldest that is still outstanding is ever looked at; what was settled behind it is swept out when it is the most. Owner: core.
 */
final class AckDeadlines extends Timed {
    private static final int FEW = 64;

    private final ChannelState channel;
    private final Consumer consumer;
    private final ChannelHost host;
    private final ArrayDeque<Outstanding> deliveries = new ArrayDeque<>();
    private int sweepAt = FEW;

    private record Outstanding(long tag, long dueMillis) {}

    AckDeadlines(ChannelState channel, Consumer consumer, ChannelHost host) {
        this.channel = channel;
        this.consumer = consumer;
        this.host = host;
    }

    /** A delivery is outstanding from now on. */
    void delivered(long tag, long timeoutMillis) {
        dropSettled();
        if (deliveries.size() >= sweepAt) {
            deliveries.removeIf(delivery -> !isOutstanding(delivery));
            sweepAt = Math.max(FEW, 2 * deliveries.size());
        }
        deliveries.add(new Outstanding(tag, host.now() + timeoutMillis));
        if (!isSet()) {
            arm();
        }
    }

    /** The consumer is gone. */
    void end() {
        host.cancel(this);
    }

    @Override
    public void timeIsUp(long nowMillis) {
        dropSettled();
        Outstanding oldest = deliveries.peek();
        if (oldest != null && oldest.dueMillis() <= nowMillis) {
            host.ackTimedOut(channel, consumer);
        } else {
            arm();
        }
    }

    private boolean isOutstanding(Outstanding delivery) {
        return channel.settling().isOutstanding(delivery.tag());
    }

    private void dropSettled() {
        for (Outstanding oldest = deliveries.peek();
                oldest != null && !isOutstanding(oldest);
                oldest = deliveries.peek()) {
            deliveries.remove();
        }
    }

    private void arm() {
        Outstanding oldest = deliveries.peek();
        if (oldest != null) {
            host.at(this, oldest.dueMillis());
        }
    }
}
