package io.leveret.management.metrics;

import io.vertx.core.MultiMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is asked for: equal requests get the same answer for a while. {@code vhosts} empty = all; {@code openMetrics} is the newer of Prometheus's two formats. */
record ScrapeRequest(Kind kind, Set<Family> families, Set<String> vhosts, boolean openMetrics) {
    /** What is asked for of objects by {@code /metrics/per-object}: what costs a listing that says little more than another is only in {@code /metrics/detailed}. */
    private static final Set<Family> PER_OBJECT = EnumSet.of(
            Family.QUEUE_COARSE_METRICS,
            Family.QUEUE_METRICS,
            Family.QUEUE_DELIVERY_METRICS,
            Family.CHANNEL_QUEUE_EXCHANGE_METRICS,
            Family.QUEUE_AGE_METRICS,
            Family.CONNECTION_COARSE_METRICS,
            Family.CONNECTION_METRICS,
            Family.CHANNEL_METRICS,
            Family.CHANNEL_EXCHANGE_METRICS,
            Family.CHANNEL_QUEUE_METRICS,
            Family.EXCHANGE_METRICS);

    ScrapeRequest {
        families = Set.copyOf(families);
        vhosts = Set.copyOf(vhosts);
    }

    /** The endpoints. */
    enum Kind {
        /** Everything, summed up. */
        AGGREGATED("/metrics", "aggregated"),
        /** Everything, objects one by one. */
        PER_OBJECT("/metrics/per-object", "per-object"),
        /** Some families. */
        DETAILED("/metrics/detailed", "detailed");

        private final String path;
        private final String label;

        Kind(String path, String label) {
            this.path = path;
            this.label = label;
        }

        String path() {
            return path;
        }

        /** As RabbitMQ's dashboards tell them apart. */
        String label() {
            return label;
        }
    }

    /** {@code accept} is the header of this name: who takes Prometheus's text format gets it, as its labels are those of RabbitMQ to the letter. */
    static ScrapeRequest of(Kind kind, MultiMap query, String accept) {
        String accepted = accept.toLowerCase(Locale.ROOT);
        boolean openMetrics = accepted.contains("application/openmetrics-text") && !accepted.contains("text/plain");
        return switch (kind) {
            case AGGREGATED -> new ScrapeRequest(kind, Set.of(), Set.of(), openMetrics);
            case PER_OBJECT -> new ScrapeRequest(kind, PER_OBJECT, Set.of(), openMetrics);
            case DETAILED ->
                new ScrapeRequest(
                        kind, families(query.getAll("family")), Set.copyOf(query.getAll("vhost")), openMetrics);
        };
    }

    /** As with RabbitMQ, a name that says nothing is passed over. */
    private static Set<Family> families(List<String> names) {
        EnumSet<Family> families = EnumSet.noneOf(Family.class);
        names.forEach(name -> Family.of(name).ifPresent(families::add));
        if (families.contains(Family.QUEUE_METRICS)) {
            families.remove(Family.QUEUE_CONSUMER_COUNT); // it is a part of the other
        }
        return families;
    }

    boolean wants(Family.Source source) {
        return families.stream().anyMatch(family -> family.source() == source);
    }

    boolean sees(String vhost) {
        return vhosts.isEmpty() || vhosts.contains(vhost);
    }
}
