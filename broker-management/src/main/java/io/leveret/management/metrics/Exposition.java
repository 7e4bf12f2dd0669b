package io.leveret.management.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBucket;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes metrics as text. Prometheus's client writes a bucket's bound as a decimal ({@code le="100.0"}), RabbitMQ as a whole number, which its dashboards look for: in the text
 * format {@link #write} does so itself where bounds are whole.
 */
final class Exposition {
    private static final ExpositionFormatWriter TEXT =
            PrometheusTextFormatWriter.builder().build();
    private static final ExpositionFormatWriter OPEN_METRICS =
            OpenMetricsTextFormatWriter.builder().build();

    private Exposition() {}

    static String contentType(boolean openMetrics) {
        return (openMetrics ? OPEN_METRICS : TEXT).getContentType();
    }

    /** {@code whole} are histograms whose bounds are whole numbers. */
    static byte[] write(MetricSnapshots metrics, List<HistogramSnapshot> whole, boolean openMetrics)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        if (openMetrics) {
            List<MetricSnapshot> all =
                    Stream.concat(metrics.stream(), whole.stream()).toList();
            OPEN_METRICS.write(out, new MetricSnapshots(all), EscapingScheme.DEFAULT);
        } else {
            TEXT.write(out, metrics, EscapingScheme.DEFAULT);
            for (HistogramSnapshot histogram : whole) {
                out.write(text(histogram).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    private static String text(HistogramSnapshot histogram) {
        String name = histogram.getMetadata().getPrometheusName();
        StringBuilder text = new StringBuilder();
        text.append("# HELP %s %s\n".formatted(name, histogram.getMetadata().getHelp()));
        text.append("# TYPE %s histogram\n".formatted(name));
        for (HistogramDataPointSnapshot point : histogram.getDataPoints()) {
            String labels = point.getLabels().stream().map(Exposition::text).collect(Collectors.joining(","));
            long count = 0;
            for (ClassicHistogramBucket bucket : point.getClassicBuckets()) {
                count += bucket.getCount();
                text.append("%s_bucket{%s,le=\"%s\"} %d\n".formatted(name, labels, bound(bucket), count));
            }
            text.append("%s_count{%s} %d\n".formatted(name, labels, count));
            text.append("%s_sum{%s} %d\n".formatted(name, labels, (long) point.getSum()));
        }
        return text.toString();
    }

    /** Whole numbers, as RabbitMQ writes them. */
    private static String bound(ClassicHistogramBucket bucket) {
        return Double.isInfinite(bucket.getUpperBound()) ? "+Inf" : String.valueOf((long) bucket.getUpperBound());
    }

    private static String text(Label label) {
        return label.getName() + "=\"" + label.getValue() + "\"";
    }
}
