/**
 * Metrics for Prometheus, under the names of RabbitMQ's plugin. A request becomes a {@link io.leveret.management.metrics.ScrapeRequest}; the
 * {@link io.leveret.management.metrics.Collector} asks the cores for what it needs, and a worker makes text of it
 * ({@link io.leveret.management.metrics.Scrape}). What is measured and how it is called stands in tables of {@link io.leveret.management.metrics.Metric}s.
 */
@NullMarked
package io.leveret.management.metrics;

import org.jspecify.annotations.NullMarked;
