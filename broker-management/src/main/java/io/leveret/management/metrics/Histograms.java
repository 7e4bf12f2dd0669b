package io.leveret.management.metrics;

import io.leveret.core.count.MessageSizes;
import io.leveret.core.view.VhostView;
import io.leveret.management.gauge.Gauges;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.Arrays;
import java.util.List;

/** Makes Prometheus's histograms of ours. */
final class Histograms {
    private static final double NANOS = 1e9;

    private Histograms() {}

    static HistogramSnapshot durations(String name, String help, Gauges.Durations durations) {
        double[] bounds = bounds(durations.boundsNanos().stream()
                .mapToDouble(nanos -> nanos / NANOS)
                .toArray());
        long[] counts = durations.counts().stream().mapToLong(Long::longValue).toArray();
        return histogram(name, help, Labels.EMPTY, new Buckets(bounds, counts, durations.totalNanos() / NANOS));
    }

    static HistogramSnapshot messageSizes(String name, Labels labels, List<VhostView> vhosts) {
        MessageSizes sizes = new MessageSizes();
        vhosts.forEach(vhost -> sizes.addAll(vhost.publishing().sizes()));
        double[] bounds =
                bounds(Arrays.stream(MessageSizes.bounds()).asDoubleStream().toArray());
        return histogram(
                name,
                "Size of messages received from publishers",
                labels,
                new Buckets(bounds, sizes.counts(), sizes.octets()));
    }

    private static double[] bounds(double[] finite) {
        double[] bounds = Arrays.copyOf(finite, finite.length + 1);
        bounds[finite.length] = Double.POSITIVE_INFINITY;
        return bounds;
    }

    @SuppressWarnings("ArrayRecordComponent") // lives for one call
    private record Buckets(double[] bounds, long[] counts, double sum) {}

    private static HistogramSnapshot histogram(String name, String help, Labels labels, Buckets buckets) {
        return new HistogramSnapshot(
                new MetricMetadata(name, help),
                List.of(new HistogramDataPointSnapshot(
                        ClassicHistogramBuckets.of(buckets.bounds(), buckets.counts()),
                        buckets.sum(),
                        labels,
                        Exemplars.EMPTY,
                        0)));
    }
}
