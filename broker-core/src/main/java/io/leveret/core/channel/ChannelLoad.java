package io.leveret.core.channel;

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
        int channelPrefetch) {}
