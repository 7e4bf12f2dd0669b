package io.leveret.management.metrics;

import static io.leveret.management.metrics.Metric.counter;
import static io.leveret.management.metrics.Metric.gauge;
import static io.leveret.management.metrics.Metric.untyped;

import io.leveret.core.view.VhostView;
import io.leveret.management.broker.NodeFacts;
import io.leveret.management.gauge.Gauges;
import java.util.List;

/** What is measured of the node as a whole. */
final class NodeMetrics {
    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    /** The node at one moment; {@code vhosts} are those that run. */
    record Moment(NodeFacts facts, Gauges.Reading gauges, List<VhostView> vhosts, long nowMillis) {
        /** How much more messages may hold before publishes wait. */
        private long freeForMessages() {
            long held =
                    vhosts.stream().mapToLong(vhost -> vhost.load().heldBytes()).sum();
            return gauges.memory().publishStopBytes() - held;
        }

        private boolean waitsForMemory() {
            return !gauges.disk().isLow()
                    && vhosts.stream().anyMatch(vhost -> vhost.load().blocked());
        }
    }

    static final List<Metric<Moment>> PROCESS = List.of(gauge(
            "process_start_time_seconds",
            "Start of the node in seconds since 1970",
            node -> node.facts().startedAtMillis() / MILLIS));

    static final List<Metric<Moment>> ALARMS = List.of(
            untyped(
                    "alarms_free_disk_space_watermark",
                    "is 1 while publishes wait for free space on the disk",
                    node -> node.gauges().disk().isLow() ? 1 : 0),
            untyped(
                    "alarms_memory_used_watermark",
                    "is 1 while publishes to a virtual host wait for memory",
                    node -> node.waitsForMemory() ? 1 : 0));

    static final List<Metric<Moment>> COARSE = List.of(
            gauge(
                    "process_open_fds",
                    "Open file descriptors",
                    node -> node.gauges().process().openFiles()),
            gauge(
                    "process_open_tcp_sockets",
                    "Open TCP sockets",
                    node -> node.gauges().process().openSockets()),
            gauge(
                    "process_resident_memory_bytes",
                    "Memory used in bytes",
                    node -> node.gauges().memory().residentBytes()),
            gauge(
                    "disk_space_available_bytes",
                    "Disk space available in bytes",
                    node -> node.gauges().disk().freeBytes()));

    static final List<Metric<Moment>> LIMITS = List.of(
            gauge(
                    "process_max_fds",
                    "Open file descriptors limit",
                    node -> node.gauges().process().maxFiles()),
            gauge(
                    "process_max_tcp_sockets",
                    "Open TCP sockets limit: that of file descriptors",
                    node -> node.gauges().process().maxFiles()),
            gauge(
                    "resident_memory_limit_bytes",
                    "Resident memory at which publishes would have to wait: what is resident now, and what messages may still take",
                    node -> node.gauges().memory().residentBytes() + node.freeForMessages()),
            gauge(
                    "disk_space_available_limit_bytes",
                    "Free disk space low watermark in bytes",
                    node -> node.gauges().disk().floorBytes()),
            gauge(
                    "erlang_uptime_seconds",
                    "Node uptime",
                    node -> (node.nowMillis() - node.facts().startedAtMillis()) / MILLIS));

    static final List<Metric<Moment>> PERSISTER = List.of(
            counter(
                    "io_read_ops_total",
                    "Reads that brought messages back from the disk",
                    node -> node.gauges().journal().pageIns()),
            counter(
                    "io_read_bytes_total",
                    "Bytes read to bring messages back from the disk",
                    node -> node.gauges().journal().readBytes()),
            counter(
                    "io_write_ops_total",
                    "Batches written to the journal",
                    node -> node.gauges().journal().batches()),
            counter(
                    "io_write_bytes_total",
                    "Bytes written to the journal",
                    node -> node.gauges().journal().writtenBytes()),
            counter(
                    "io_sync_ops_total",
                    "Syncs of the journal",
                    node -> node.gauges().journal().syncs().count()),
            counter(
                    "io_sync_time_seconds_total",
                    "Time that syncs of the journal took",
                    node -> node.gauges().journal().syncs().totalNanos() / NANOS));

    /** Under a prefix of our own. */
    static final List<Metric<Moment>> OURS = List.of(
            counter(
                    "journal_records_total",
                    "Records written to the journal; divided by the syncs, the size of a group",
                    node -> node.gauges().journal().records()),
            counter(
                    "journal_page_ins_total",
                    "Reads that brought messages back from the disk",
                    node -> node.gauges().journal().pageIns()),
            counter(
                    "journal_moved_bytes_total",
                    "Bytes written again as their messages wait long",
                    node -> node.gauges().journal().movedBytes()),
            gauge(
                    "heap_used_bytes",
                    "Heap in use, garbage included",
                    node -> node.gauges().memory().heapBytes()),
            gauge(
                    "heap_max_bytes",
                    "The largest heap",
                    node -> node.gauges().memory().heapMaxBytes()),
            gauge(
                    "direct_used_bytes",
                    "Memory outside of the heap in use",
                    node -> node.gauges().memory().directBytes()),
            gauge(
                    "direct_max_bytes",
                    "The most memory outside of the heap",
                    node -> node.gauges().memory().directMaxBytes()),
            counter(
                    "gc_collections_total",
                    "Garbage collections",
                    node -> node.gauges().memory().collections()),
            counter(
                    "gc_seconds_total",
                    "Time that garbage collections took",
                    node -> node.gauges().memory().collectionMillis() / MILLIS),
            gauge(
                    "threads",
                    "Threads of the process",
                    node -> node.gauges().process().threads()));

    private NodeMetrics() {}
}
