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
        StringBuilder text = new StringBuilder()
                .append("# HELP ")
                .append(name)
                .append(' ')
                .append(histogram.getMetadata().getHelp())
                .append('\n')
                .append("# TYPE ")
                .append(name)
                .append(" histogram\n");
        for (HistogramDataPointSnapshot point : histogram.getDataPoints()) {
            String labels = point.getLabels().stream().map(Exposition::text).collect(Collectors.joining(","));
            long count = 0;
            for (ClassicHistogramBucket bucket : point.getClassicBuckets()) {
                count += bucket.getCount();
                String bound = Double.isInfinite(bucket.getUpperBound())
                        ? "+Inf"
                        : String.valueOf((long) bucket.getUpperBound());
                text.append(name)
                        .append("_bucket{")
                        .append(labels)
                        .append(",le=\"")
                        .append(bound)
                        .append("\"} ")
                        .append(count)
                        .append('\n');
            }
            text.append(name)
                    .append("_count{")
                    .append(labels)
                    .append("} ")
                    .append(count)
                    .append('\n');
            text.append(name)
                    .append("_sum{")
                    .append(labels)
                    .append("} ")
                    .append((long) point.getSum())
                    .append('\n');
        }
        return text.toString();
    }

    private static String text(Label label) {
        return label.getName() + "=\"" + label.getValue() + "\"";
    }
}
