package io.leveret.core.channel;

import io.leveret.core.queue.Consumer;
import io.leveret.core.queue.Timed;
import io.leveret.core.queue.Timers;
import java.util.ArrayDeque;

/**
 * How long the deliveries of one consumer may stay unacked: kept only for consumers that have such a limit. Deliveries come in order of time, so only
 * the oldest that is still outstanding is ever looked at. Owner: core.
 */
final class AckDeadlines implements Timed {
    private final ChannelState channel;
    private final Consumer consumer;
    private final ChannelHost host;
    private final ArrayDeque<Outstanding> deliveries = new ArrayDeque<>();
    private long armedFor = Timers.NEVER;

    private record Outstanding(long tag, long dueMillis) {}

    AckDeadlines(ChannelState channel, Consumer consumer, ChannelHost host) {
        this.channel = channel;
        this.consumer = consumer;
        this.host = host;
    }

    void delivered(long tag, long timeoutMillis) {
        dropSettled(); // so that a consumer that acks costs a handful of entries
        deliveries.add(new Outstanding(tag, host.now() + timeoutMillis));
        arm();
    }

    @Override
    public void timeIsUp(long nowMillis) {
        if (armedFor > nowMillis || consumer.isCancelled()) {
            return;
        }
        armedFor = Timers.NEVER;
        dropSettled();
        Outstanding oldest = deliveries.peek();
        if (oldest != null && oldest.dueMillis() <= nowMillis) {
            host.ackTimedOut(channel, consumer);
        } else {
            arm();
        }
    }

    private void dropSettled() {
        for (Outstanding oldest = deliveries.peek();
                oldest != null && !channel.settling().isOutstanding(oldest.tag());
                oldest = deliveries.peek()) {
            deliveries.remove();
        }
    }

    private void arm() {
        Outstanding oldest = deliveries.peek();
        if (oldest != null && oldest.dueMillis() < armedFor) {
            armedFor = oldest.dueMillis();
            host.at(armedFor, this);
        }
    }
}
