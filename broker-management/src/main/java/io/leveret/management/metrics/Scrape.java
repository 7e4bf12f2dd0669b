package io.leveret.management.metrics;

import io.leveret.core.count.Counts;
import io.leveret.core.queue.QueueType;
import io.leveret.core.view.ExchangeView;
import io.leveret.core.view.VhostView;
import io.leveret.management.broker.NodeFacts;
import io.leveret.management.gauge.Gauges;
import io.leveret.management.metrics.Metric.Row;
import io.leveret.management.metrics.NodeMetrics.Moment;
import io.leveret.management.metrics.ScrapeRequest.Kind;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Makes metrics of what was collected. Used by one worker. Owner: management. */
final class Scrape {
    private static final String RABBITMQ = "rabbitmq_";
    private static final String DETAILED = "rabbitmq_detailed_";
    private static final String CLUSTER = "rabbitmq_cluster_";
    private static final String OURS = "leveret_";
    private static final String OURS_DETAILED = "leveret_detailed_";
    private static final Labels PROTOCOL = Labels.of("protocol", "amqp091");

    private final ScrapeRequest request;
    private final Collected collected;
    private final Moment moment;
    private final List<VhostView> counted;
    private final List<MetricSnapshot> made = new ArrayList<>();

    Scrape(ScrapeRequest request, Collected collected, NodeFacts facts, Gauges.Reading gauges) {
        this.request = request;
        this.collected = collected;
        List<VhostView> running =
                collected.vhosts().stream().map(Collected.OfVhost::totals).toList();
        this.moment = new Moment(facts, gauges, running, collected.nowMillis());
        this.counted =
                Stream.concat(running.stream(), Stream.of(collected.ended())).toList();
    }

    MetricSnapshots metrics() {
        identity();
        if (request.kind() == Kind.DETAILED) {
            families(DETAILED, OURS_DETAILED);
        } else {
            node();
            global();
            if (request.kind() == Kind.AGGREGATED) {
                sums(RABBITMQ, VhostMetrics.OF_OBJECTS);
                oldest();
            } else {
                families(RABBITMQ, OURS);
            }
        }
        return new MetricSnapshots(made);
    }

    /** How large published messages were; not asked for of objects. */
    List<HistogramSnapshot> messageSizes() {
        return request.kind() == Kind.DETAILED
                ? List.of()
                : List.of(Histograms.messageSizes(RABBITMQ + "message_size_bytes", PROTOCOL, counted));
    }

    private void identity() {
        NodeFacts facts = moment.facts();
        info(
                "build",
                "Versions of Leveret, of the RabbitMQ that it behaves like, and of Java",
                Labels.of(
                        "rabbitmq_version",
                        NodeFacts.RABBITMQ_VERSION,
                        "product_name",
                        "Leveret",
                        "product_version",
                        facts.version(),
                        "erlang_version",
                        "Java " + Runtime.version().feature()));
        info(
                "identity",
                "Node & cluster identity",
                Labels.of(
                        "rabbitmq_node",
                        facts.name(),
                        "rabbitmq_cluster",
                        collected.clusterName().orElse(facts.clusterName()),
                        "rabbitmq_endpoint",
                        request.kind().label()));
    }

    private void info(String name, String help, Labels labels) {
        made.add(new InfoSnapshot(
                new MetricMetadata(RABBITMQ + name, help), List.of(new InfoDataPointSnapshot(labels))));
    }

    private void node() {
        all("", NodeMetrics.PROCESS, nodeRow());
        all(RABBITMQ, NodeMetrics.ALARMS, nodeRow());
        all(RABBITMQ, NodeMetrics.COARSE, nodeRow());
        all(RABBITMQ, NodeMetrics.LIMITS, nodeRow());
        all(RABBITMQ, NodeMetrics.PERSISTER, nodeRow());
        all(OURS, NodeMetrics.OURS, nodeRow());
        made.add(Histograms.durations(
                OURS + "journal_sync_seconds",
                "How long syncs of the journal took",
                moment.gauges().journal().syncs()));
        made.add(Histograms.durations(
                OURS + "core_turn_seconds",
                "How long tasks of cores took, of those that were measured",
                moment.gauges().coreTurns()));
        sums(RABBITMQ, VhostMetrics.CHURN);
        sums(RABBITMQ, VhostMetrics.OBJECTS);
    }

    private List<Row<Moment>> nodeRow() {
        return List.of(new Row<>(Labels.EMPTY, moment));
    }

    private void global() {
        VhostMetrics.GLOBAL.forEach(metric ->
                made.add(VhostMetrics.sum(metric).of(RABBITMQ, List.of(new Row<>(PROTOCOL, counted)))));
        all(RABBITMQ, VhostMetrics.BY_QUEUE_TYPE, byType(PROTOCOL));
        all(RABBITMQ, VhostMetrics.LEFT_BY_QUEUE_TYPE, byType(Labels.EMPTY));
    }

    private List<Row<Counts>> byType(Labels labels) {
        return Arrays.stream(QueueType.values())
                .map(type -> {
                    Counts all = new Counts();
                    counted.forEach(vhost -> all.addAll(vhost.queues().getOrDefault(type, new Counts())));
                    return new Row<>(labels.add("queue_type", type.errorName()), all);
                })
                .toList();
    }

    private void sums(String prefix, List<Metric<VhostView>> metrics) {
        metrics.forEach(metric ->
                made.add(VhostMetrics.sum(metric).of(prefix, List.of(new Row<>(Labels.EMPTY, counted)))));
    }

    private void oldest() {
        all(
                OURS,
                List.of(
                        Metric.<Collected>gauge(
                                "queue_oldest_ready_seconds",
                                "Since when the ready message that waits longest is in the broker, 0 if there is none",
                                all -> age(all.vhosts().stream()
                                        .mapToLong(
                                                vhost -> vhost.totals().held().readySinceMillis()))),
                        Metric.<Collected>gauge(
                                "queue_oldest_unacked_seconds",
                                "How long the oldest unacked delivery is out, 0 if none is",
                                all -> age(all.vhosts().stream()
                                        .mapToLong(
                                                vhost -> vhost.totals().held().unackedSinceMillis())))),
                List.of(new Row<>(Labels.EMPTY, collected)));
    }

    private double age(LongStream since) {
        long now = moment.nowMillis();
        return Math.max(0, now - since.filter(millis -> millis > 0).min().orElse(now)) / 1e3;
    }

    private void families(String prefix, String ours) {
        Rows rows = new Rows(collected);
        for (Family family : Family.values()) {
            if (request.families().contains(family)) {
                add(family, prefix, ours, rows);
            }
        }
    }

    private void add(Family family, String prefix, String ours, Rows rows) {
        switch (family) {
            case CONNECTION_CHURN_METRICS -> sums(prefix, VhostMetrics.CHURN);
            case NODE_COARSE_METRICS -> all(prefix, NodeMetrics.COARSE, nodeRow());
            case NODE_METRICS -> all(prefix, NodeMetrics.LIMITS, nodeRow());
            case NODE_PERSISTER_METRICS -> all(prefix, NodeMetrics.PERSISTER, nodeRow());
            case QUEUE_COARSE_METRICS -> all(prefix, ObjectMetrics.QUEUE_COARSE, rows.queues());
            case QUEUE_CONSUMER_COUNT -> all(prefix, ObjectMetrics.QUEUE_CONSUMERS, rows.queues());
            case QUEUE_METRICS -> {
                all(prefix, ObjectMetrics.QUEUE_CONSUMERS, rows.queues());
                all(prefix, ObjectMetrics.QUEUE_HELD, rows.queues());
            }
            case QUEUE_DELIVERY_METRICS -> all(prefix, ObjectMetrics.QUEUE_DELIVERIES, rows.queues());
            case CHANNEL_QUEUE_EXCHANGE_METRICS -> all(prefix, ObjectMetrics.QUEUE_PUBLISHED, rows.queues());
            case QUEUE_AGE_METRICS -> all(ours, ObjectMetrics.QUEUE_AGES, rows.ages());
            case CONNECTION_COARSE_METRICS -> all(prefix, ObjectMetrics.CONNECTION_COARSE, rows.connections());
            case CONNECTION_METRICS -> all(prefix, ObjectMetrics.CONNECTION, rows.connections());
            case CHANNEL_METRICS -> all(prefix, ObjectMetrics.CHANNEL, rows.channels());
            case CHANNEL_EXCHANGE_METRICS -> all(prefix, ObjectMetrics.CHANNEL_PUBLISHING, rows.channels());
            case CHANNEL_QUEUE_METRICS -> all(prefix, ObjectMetrics.CHANNEL_CONSUMING, rows.channels());
            case EXCHANGE_METRICS -> all(prefix, ObjectMetrics.EXCHANGE, rows.exchanges());
            case VHOST_STATUS, EXCHANGE_NAMES, EXCHANGE_BINDINGS -> cluster(family, rows);
        }
    }

    /** What RabbitMQ tells of the whole cluster. */
    private void cluster(Family family, Rows rows) {
        switch (family) {
            case VHOST_STATUS ->
                made.add(Metric.<Collected.OfVhost>gauge("vhost_status", "Whether a given vhost is running", vhost -> 1)
                        .of(
                                CLUSTER,
                                collected.vhosts().stream()
                                        .map(vhost -> new Row<>(Labels.of("vhost", vhost.name()), vhost))
                                        .toList()));
            case EXCHANGE_NAMES ->
                made.add(Metric.<ExchangeView>gauge(
                                "exchange_name", "Enumerates exchanges without any additional info", exchange -> 1)
                        .of(CLUSTER, rows.typedExchanges()));
            default ->
                made.add(Metric.<Integer>gauge(
                                "exchange_bindings", "Number of bindings for an exchange", Integer::doubleValue)
                        .of(CLUSTER, rows.exchangeBindings()));
        }
    }

    private <T> void all(String prefix, List<Metric<T>> metrics, List<Row<T>> rows) {
        metrics.forEach(metric -> made.add(metric.of(prefix, rows)));
    }
}
