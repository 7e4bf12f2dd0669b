package io.leveret.management.metrics;

import static io.leveret.management.metrics.Metric.counter;
import static io.leveret.management.metrics.Metric.gauge;

import io.leveret.core.count.Count;
import io.leveret.core.count.Counts;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import io.leveret.core.queue.QueueLengths;
import io.leveret.core.view.ChannelView;
import io.leveret.core.view.ConnectionView;
import io.leveret.core.view.ExchangeView;
import io.leveret.core.view.QueueView;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is measured of queues, channels, connections and exchanges, one by one. */
final class ObjectMetrics {
    private static final double MILLIS = 1e3;

    static final List<Metric<QueueView>> QUEUE_COARSE = List.of(
            gauge(
                    "queue_messages_ready",
                    "Messages ready to be delivered to consumers",
                    queue -> queue.lengths().ready()),
            gauge(
                    "queue_messages_unacked",
                    "Messages delivered to consumers but not yet acknowledged",
                    queue -> queue.lengths().unacked()),
            gauge(
                    "queue_messages",
                    "Sum of ready and unacknowledged messages - total queue depth",
                    queue -> queue.lengths().messages()));

    static final List<Metric<QueueView>> QUEUE_CONSUMERS = List.of(gauge(
            "queue_consumers", "Consumers on a queue", queue -> queue.lengths().consumers()));

    static final List<Metric<QueueView>> QUEUE_HELD = List.of(
            gauge(
                    "queue_messages_ram",
                    "Ready and unacknowledged messages stored in memory",
                    queue -> queue.lengths().inMemory() + queue.lengths().unacked()),
            gauge(
                    "queue_messages_ready_ram",
                    "Ready messages stored in memory",
                    queue -> queue.lengths().inMemory()),
            gauge(
                    "queue_messages_unacked_ram",
                    "Unacknowledged messages stored in memory",
                    queue -> queue.lengths().unacked()),
            gauge(
                    "queue_messages_bytes",
                    "Size in bytes of ready and unacknowledged messages",
                    queue -> queue.lengths().readyBytes() + queue.lengths().unackedBytes()),
            gauge(
                    "queue_messages_ready_bytes",
                    "Size in bytes of ready messages",
                    queue -> queue.lengths().readyBytes()),
            gauge(
                    "queue_messages_unacked_bytes",
                    "Size in bytes of all unacknowledged messages",
                    queue -> queue.lengths().unackedBytes()),
            gauge(
                    "queue_messages_paged_out",
                    "Messages paged out to disk",
                    queue -> queue.lengths().ready() - queue.lengths().inMemory()),
            gauge(
                    "queue_head_message_timestamp",
                    "Timestamp of the first message in the queue, if any",
                    queue -> timestamp(queue.lengths().first())));

    private static double timestamp(@Nullable Message first) {
        Long seconds = first == null ? null : Properties.timestamp(first.properties());
        return seconds == null ? Double.NaN : seconds;
    }

    /** A queue and how long its messages have waited. */
    record Age(QueueLengths lengths, long nowMillis) {
        private static double seconds(long since, long now) {
            return since == 0 ? 0 : Math.max(0, now - since) / MILLIS;
        }

        private double ready() {
            return seconds(lengths.firstPublishedMillis(), nowMillis);
        }

        private double unacked() {
            return seconds(lengths.unackedSinceMillis(), nowMillis);
        }
    }

    /** Under a prefix of our own. */
    static final List<Metric<Age>> QUEUE_AGES = List.of(
            gauge(
                    "queue_oldest_ready_seconds",
                    "Since when the first ready message is in the broker, 0 if there is none",
                    Age::ready),
            gauge(
                    "queue_oldest_unacked_seconds",
                    "How long the oldest unacked delivery is out, 0 if none is",
                    Age::unacked));

    static final List<Metric<QueueView>> QUEUE_PUBLISHED = List.of(counter(
            "queue_messages_published_total",
            "Total number of messages published to queues",
            queue -> of(queue.counts(), Count.PUBLISH)));

    static final List<Metric<QueueView>> QUEUE_DELIVERIES = consuming("queue", QueueView::counts);

    static final List<Metric<ChannelView>> CHANNEL = List.of(
            gauge(
                    "channel_consumers",
                    "Consumers on a channel",
                    channel -> channel.load().consumers()),
            gauge(
                    "channel_messages_unacked",
                    "Delivered but not yet acknowledged messages",
                    channel -> channel.load().unacked()),
            gauge(
                    "channel_messages_unconfirmed",
                    "Published but not yet confirmed messages",
                    channel -> channel.load().unconfirmed()),
            gauge(
                    "channel_messages_uncommitted",
                    "Messages received in a transaction but not yet committed",
                    channel -> channel.load().uncommittedPublishes()),
            gauge(
                    "channel_acks_uncommitted",
                    "Message acknowledgements in a transaction not yet committed",
                    channel -> channel.load().uncommittedAcks()),
            gauge(
                    "consumer_prefetch",
                    "Limit of unacknowledged messages for each consumer",
                    channel -> channel.load().consumerPrefetch()),
            gauge(
                    "channel_prefetch",
                    "Total limit of unacknowledged messages for all consumers on a channel",
                    channel -> channel.load().channelPrefetch()));

    static final List<Metric<ChannelView>> CHANNEL_PUBLISHING = publishing(ChannelView::counts);

    static final List<Metric<ChannelView>> CHANNEL_CONSUMING = consuming("channel", ChannelView::counts);

    static final List<Metric<ConnectionView>> CONNECTION_COARSE = List.of(
            counter(
                    "connection_incoming_bytes_total",
                    "Total number of bytes received on a connection",
                    connection -> connection.traffic().receivedBytes()),
            counter(
                    "connection_outgoing_bytes_total",
                    "Total number of bytes sent on a connection",
                    connection -> connection.traffic().sentBytes()));

    static final List<Metric<ConnectionView>> CONNECTION = List.of(
            counter(
                    "connection_incoming_packets_total",
                    "Total number of reads from a connection's socket",
                    connection -> connection.traffic().reads()),
            counter(
                    "connection_outgoing_packets_total",
                    "Total number of writes to a connection's socket",
                    connection -> connection.traffic().writes()),
            gauge("connection_channels", "Channels on a connection", ConnectionView::channels));

    static final List<Metric<ExchangeView>> EXCHANGE = List.of(counter(
            "exchange_messages_published_total",
            "Total number of messages published into an exchange",
            exchange -> of(exchange.counts(), Count.PUBLISH_IN)));

    private ObjectMetrics() {}

    static <T> List<Metric<T>> publishing(Function<T, Counts> counts) {
        return List.of(
                counter(
                        "channel_messages_published_total",
                        "Total number of messages published into an exchange on a channel",
                        one -> counts.apply(one).of(Count.PUBLISH)),
                counter(
                        "channel_messages_confirmed_total",
                        "Total number of messages published into an exchange and confirmed on the channel",
                        one -> counts.apply(one).of(Count.CONFIRM)),
                counter(
                        "channel_messages_unroutable_returned_total",
                        "Total number of messages published as mandatory into an exchange and returned to the publisher as unroutable",
                        one -> counts.apply(one).of(Count.RETURN_UNROUTABLE)),
                counter(
                        "channel_messages_unroutable_dropped_total",
                        "Total number of messages published as non-mandatory into an exchange and dropped as unroutable",
                        one -> counts.apply(one).of(Count.DROP_UNROUTABLE)));
    }

    /** {@code what} is "channel" or "queue". */
    static <T> List<Metric<T>> consuming(String what, Function<T, @Nullable Counts> counts) {
        return List.of(
                counter(
                        what + "_get_ack_total",
                        "Total number of messages fetched with basic.get in manual acknowledgement mode",
                        one -> of(counts.apply(one), Count.GET)),
                counter(
                        what + "_get_total",
                        "Total number of messages fetched with basic.get in automatic acknowledgement mode",
                        one -> of(counts.apply(one), Count.GET_NO_ACK)),
                counter(
                        what + "_messages_delivered_ack_total",
                        "Total number of messages delivered to consumers in manual acknowledgement mode",
                        one -> of(counts.apply(one), Count.DELIVER)),
                counter(
                        what + "_messages_delivered_total",
                        "Total number of messages delivered to consumers in automatic acknowledgement mode",
                        one -> of(counts.apply(one), Count.DELIVER_NO_ACK)),
                counter(
                        what + "_messages_redelivered_total",
                        "Total number of messages redelivered to consumers",
                        one -> of(counts.apply(one), Count.REDELIVER)),
                counter(
                        what + "_messages_acked_total",
                        "Total number of messages acknowledged by consumers",
                        one -> of(counts.apply(one), Count.ACK)),
                counter(
                        what + "_get_empty_total",
                        "Total number of times basic.get operations fetched no message",
                        one -> of(counts.apply(one), Count.GET_EMPTY)));
    }

    private static double of(@Nullable Counts counts, Count what) {
        return counts == null ? 0 : counts.of(what);
    }
}
