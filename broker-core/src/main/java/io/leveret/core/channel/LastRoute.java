package io.leveret.core.channel;

import io.leveret.core.exchange.Exchange;
import io.leveret.core.queue.Queue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a channel's last message went: the next one with the same exchange and key goes there too while {@code version} is the topology's.
 * {@code queues} is null if more than the key decided; then only the check of the exchange holds.
 */
public record LastRoute(
        Exchange exchange,
        String routingKey,
        long version,
        @Nullable List<Queue> queues) {

    /** Whether the exchange was found and allowed, and nothing has changed since. */
    public boolean knows(String exchangeName, long currentVersion) {
        return version == currentVersion && exchange.name().equals(exchangeName);
    }
}
