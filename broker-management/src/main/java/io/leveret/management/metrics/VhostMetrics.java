package io.leveret.management.metrics;

import static io.leveret.management.metrics.Metric.counter;
import static io.leveret.management.metrics.Metric.gauge;

import io.leveret.core.count.Count;
import io.leveret.core.count.Counts;
import io.leveret.core.view.VhostView;
import java.util.List;
import java.util.stream.Stream;

/** What is measured of virtual hosts and served as the sum of all. */
final class VhostMetrics {
    static final List<Metric<VhostView>> CHURN = List.of(
            counter(
                    "connections_opened_total",
                    "Total number of connections opened",
                    vhost -> vhost.lives().connectionsOpened()),
            counter(
                    "connections_closed_total",
                    "Total number of connections closed or terminated",
                    vhost -> vhost.lives().connectionsClosed()),
            counter(
                    "channels_opened_total",
                    "Total number of channels opened",
                    vhost -> vhost.lives().channelsOpened()),
            counter(
                    "channels_closed_total",
                    "Total number of channels closed",
                    vhost -> vhost.lives().channelsClosed()),
            counter(
                    "queues_declared_total",
                    "Total number of queues declared",
                    vhost -> vhost.lives().queuesDeclared()),
            counter(
                    "queues_created_total",
                    "Total number of queues created",
                    vhost -> vhost.lives().queuesCreated()),
            counter(
                    "queues_deleted_total",
                    "Total number of queues deleted",
                    vhost -> vhost.lives().queuesDeleted()));

    static final List<Metric<VhostView>> OBJECTS = List.of(
            gauge(
                    "connections",
                    "Connections currently open",
                    vhost -> vhost.objects().connections()),
            gauge(
                    "channels",
                    "Channels currently open",
                    vhost -> vhost.objects().channels()),
            gauge(
                    "consumers",
                    "Consumers currently connected",
                    vhost -> vhost.objects().consumers()),
            gauge("queues", "Queues available", vhost -> vhost.objects().queues()));

    private static final List<Metric<VhostView>> QUEUES = List.of(
            gauge(
                    "queue_messages_ready",
                    "Messages ready to be delivered to consumers",
                    vhost -> vhost.load().ready()),
            gauge(
                    "queue_messages_unacked",
                    "Messages delivered to consumers but not yet acknowledged",
                    vhost -> vhost.load().unacked()),
            gauge(
                    "queue_messages",
                    "Sum of ready and unacknowledged messages - total queue depth",
                    vhost -> vhost.load().ready() + vhost.load().unacked()),
            gauge(
                    "queue_consumers",
                    "Consumers on a queue",
                    vhost -> vhost.objects().consumers()),
            gauge(
                    "queue_messages_ram",
                    "Ready and unacknowledged messages stored in memory",
                    vhost -> vhost.held().inMemory() + vhost.load().unacked()),
            gauge(
                    "queue_messages_ready_ram",
                    "Ready messages stored in memory",
                    vhost -> vhost.held().inMemory()),
            gauge(
                    "queue_messages_unacked_ram",
                    "Unacknowledged messages stored in memory",
                    vhost -> vhost.load().unacked()),
            gauge(
                    "queue_messages_bytes",
                    "Size in bytes of ready and unacknowledged messages",
                    vhost -> vhost.held().readyBytes() + vhost.held().unackedBytes()),
            gauge(
                    "queue_messages_ready_bytes",
                    "Size in bytes of ready messages",
                    vhost -> vhost.held().readyBytes()),
            gauge(
                    "queue_messages_unacked_bytes",
                    "Size in bytes of all unacknowledged messages",
                    vhost -> vhost.held().unackedBytes()),
            gauge(
                    "queue_messages_paged_out",
                    "Messages paged out to disk",
                    vhost -> vhost.load().ready() - vhost.held().inMemory()),
            counter(
                    "queue_messages_published_total",
                    "Total number of messages published to queues",
                    vhost -> queues(vhost, Count.PUBLISH)));

    private static final List<Metric<VhostView>> CHANNELS = List.of(
            gauge(
                    "channel_consumers",
                    "Consumers on a channel",
                    vhost -> vhost.objects().consumers()),
            gauge(
                    "channel_messages_unacked",
                    "Delivered but not yet acknowledged messages",
                    vhost -> vhost.load().unacked()),
            gauge(
                    "channel_messages_unconfirmed",
                    "Published but not yet confirmed messages",
                    vhost -> vhost.publishing().unconfirmed()),
            gauge(
                    "channel_messages_uncommitted",
                    "Messages received in a transaction but not yet committed",
                    vhost -> vhost.publishing().uncommittedPublishes()),
            gauge(
                    "channel_acks_uncommitted",
                    "Message acknowledgements in a transaction not yet committed",
                    vhost -> vhost.publishing().uncommittedAcks()),
            counter(
                    "exchange_messages_published_total",
                    "Total number of messages published into an exchange",
                    vhost -> vhost.channels().of(Count.PUBLISH)));

    private static final List<Metric<VhostView>> CONNECTIONS = List.of(
            counter(
                    "connection_incoming_bytes_total",
                    "Total number of bytes received on a connection",
                    vhost -> vhost.traffic().receivedBytes()),
            counter(
                    "connection_outgoing_bytes_total",
                    "Total number of bytes sent on a connection",
                    vhost -> vhost.traffic().sentBytes()),
            counter(
                    "connection_incoming_packets_total",
                    "Total number of reads from a connection's socket",
                    vhost -> vhost.traffic().reads()),
            counter(
                    "connection_outgoing_packets_total",
                    "Total number of writes to a connection's socket",
                    vhost -> vhost.traffic().writes()),
            gauge(
                    "connection_channels",
                    "Channels on a connection",
                    vhost -> vhost.objects().channels()));

    /** What is served one by one where objects are. */
    static final List<Metric<VhostView>> OF_OBJECTS = Stream.of(
                    QUEUES,
                    ObjectMetrics.<VhostView>consuming("queue", VhostMetrics::queueCounts),
                    CHANNELS,
                    ObjectMetrics.<VhostView>publishing(VhostView::channels),
                    ObjectMetrics.<VhostView>consuming("channel", VhostView::channels),
                    CONNECTIONS)
            .flatMap(List::stream)
            .toList();

    /** With the label of the protocol. */
    static final List<Metric<VhostView>> GLOBAL = List.of(
            counter(
                    "global_messages_received_total",
                    "Total number of messages received from publishers",
                    vhost -> vhost.channels().of(Count.PUBLISH)),
            counter(
                    "global_messages_received_confirm_total",
                    "Total number of messages received from publishers expecting confirmations",
                    vhost -> vhost.publishing().publishesToConfirm()),
            counter(
                    "global_messages_routed_total",
                    "Total number of messages that came into queues",
                    vhost -> queues(vhost, Count.PUBLISH)),
            counter(
                    "global_messages_confirmed_total",
                    "Total number of messages confirmed to publishers",
                    vhost -> vhost.channels().of(Count.CONFIRM)),
            counter(
                    "global_messages_unroutable_dropped_total",
                    "Total number of messages published as non-mandatory into an exchange and dropped as unroutable",
                    vhost -> vhost.channels().of(Count.DROP_UNROUTABLE)),
            counter(
                    "global_messages_unroutable_returned_total",
                    "Total number of messages published as mandatory into an exchange and returned to the publisher as unroutable",
                    vhost -> vhost.channels().of(Count.RETURN_UNROUTABLE)),
            gauge(
                    "global_publishers",
                    "Current number of publishers",
                    vhost -> vhost.publishing().publishers()),
            gauge(
                    "global_consumers",
                    "Current number of consumers",
                    vhost -> vhost.objects().consumers()));

    /** Of the queues of one type, with labels of the protocol and the type. */
    static final List<Metric<Counts>> BY_QUEUE_TYPE = List.of(
            counter(
                    "global_messages_acknowledged_total",
                    "Total number of messages acknowledged by consumers",
                    counts -> counts.of(Count.ACK)),
            counter(
                    "global_messages_delivered_total",
                    "Total number of messages delivered to consumers",
                    Counts::delivered),
            counter(
                    "global_messages_delivered_consume_auto_ack_total",
                    "Total number of messages delivered to consumers using basic.consume with automatic acknowledgment",
                    counts -> counts.of(Count.DELIVER_NO_ACK)),
            counter(
                    "global_messages_delivered_consume_manual_ack_total",
                    "Total number of messages delivered to consumers using basic.consume with manual acknowledgment",
                    counts -> counts.of(Count.DELIVER)),
            counter(
                    "global_messages_delivered_get_auto_ack_total",
                    "Total number of messages delivered to consumers using basic.get with automatic acknowledgment",
                    counts -> counts.of(Count.GET_NO_ACK)),
            counter(
                    "global_messages_delivered_get_manual_ack_total",
                    "Total number of messages delivered to consumers using basic.get with manual acknowledgment",
                    counts -> counts.of(Count.GET)),
            counter(
                    "global_messages_get_empty_total",
                    "Total number of times basic.get operations fetched no message",
                    counts -> counts.of(Count.GET_EMPTY)),
            counter(
                    "global_messages_redelivered_total",
                    "Total number of messages redelivered to consumers",
                    counts -> counts.of(Count.REDELIVER)));

    /** Of the queues of one type, with the label of the type. */
    static final List<Metric<Counts>> LEFT_BY_QUEUE_TYPE = List.of(
            counter(
                    "global_messages_dead_lettered_expired_total",
                    "Total number of messages that left as their time to live was over",
                    counts -> counts.of(Count.EXPIRED)),
            counter(
                    "global_messages_dead_lettered_rejected_total",
                    "Total number of messages that left as they were rejected",
                    counts -> counts.of(Count.REJECTED)),
            counter(
                    "global_messages_dead_lettered_maxlen_total",
                    "Total number of messages that left as their queue was full",
                    counts -> counts.of(Count.MAXLEN)),
            counter(
                    "global_messages_dead_lettered_delivery_limit_total",
                    "Total number of messages that left as they came back too often",
                    counts -> counts.of(Count.DELIVERY_LIMIT)));

    private VhostMetrics() {}

    private static long queues(VhostView vhost, Count what) {
        return vhost.queues().values().stream()
                .mapToLong(counts -> counts.of(what))
                .sum();
    }

    private static Counts queueCounts(VhostView vhost) {
        Counts all = new Counts();
        vhost.queues().values().forEach(all::addAll);
        return all;
    }

    /** The sum of all. */
    static Metric<List<VhostView>> sum(Metric<VhostView> metric) {
        return new Metric<>(
                metric.type(),
                metric.name(),
                metric.help(),
                vhosts -> vhosts.stream().mapToDouble(metric.value()).sum());
    }
}
