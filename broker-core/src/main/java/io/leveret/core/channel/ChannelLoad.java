package io.leveret.core.channel;

import org.jspecify.annotations.Nullable;

/**
 * How a channel is used, and what it has open: consumers, unacked deliveries, confirms that are owed, publishes and acks of a transaction that is not
 * committed. {@code consumerPrefetch} is for consumers started from now on, {@code channelPrefetch} for all together; 0 = any number.
 */
public record ChannelLoad(
        boolean confirming,
        boolean transactional,
        int consumers,
        int unacked,
        int unconfirmed,
        int uncommittedPublishes,
        int uncommittedAcks,
        int consumerPrefetch,
        int channelPrefetch,
        @Nullable LongestUnacked longestUnacked) {

    /** The oldest delivery that is neither acked nor held by a transaction: the queue that it came from, and when it was made, in milliseconds since 1970. */
    public record LongestUnacked(String queue, long sinceMillis) {}
}
