package io.leveret.management.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** One name that is served: of which type, and what its value is for each {@code T} that has one. {@code name} comes behind a prefix and is without the {@code _total} of counters. */
record Metric<T>(Type type, String name, String help, ToDoubleFunction<T> value) {
    private static final String TOTAL = "_total";

    /** As Prometheus knows them. */
    enum Type {
        COUNTER,
        GAUGE,
        UNTYPED
    }

    /** An object with the labels that name it. */
    record Row<T>(Labels labels, T object) {}

    /** {@code name} as it is served, with its {@code _total}. */
    static <T> Metric<T> counter(String name, String help, ToDoubleFunction<T> value) {
        if (!name.endsWith(TOTAL)) {
            throw new IllegalStateException("a counter's name ends in " + TOTAL + ", not " + name);
        }
        return new Metric<>(Type.COUNTER, name.substring(0, name.length() - TOTAL.length()), help, value);
    }

    static <T> Metric<T> gauge(String name, String help, ToDoubleFunction<T> value) {
        return new Metric<>(Type.GAUGE, name, help, value);
    }

    static <T> Metric<T> untyped(String name, String help, ToDoubleFunction<T> value) {
        return new Metric<>(Type.UNTYPED, name, help, value);
    }

    /** The values of all these. NaN is served for a gauge of what has none. */
    MetricSnapshot of(String prefix, List<Row<T>> rows) {
        MetricMetadata about = new MetricMetadata(prefix + name, help);
        return switch (type) {
            case COUNTER ->
                new CounterSnapshot(
                        about, points(rows, row -> new CounterDataPointSnapshot(valueOf(row), row.labels(), null, 0)));
            case GAUGE ->
                new GaugeSnapshot(
                        about, points(rows, row -> new GaugeDataPointSnapshot(valueOf(row), row.labels(), null)));
            case UNTYPED ->
                new UnknownSnapshot(
                        about, points(rows, row -> new UnknownDataPointSnapshot(valueOf(row), row.labels(), null)));
        };
    }

    private double valueOf(Row<T> row) {
        return value.applyAsDouble(row.object());
    }

    private static <T, P> List<P> points(List<Row<T>> rows, Function<Row<T>, P> point) {
        return rows.stream().map(point).toList();
    }
}
