package io.leveret.management.overview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.NodeFacts;
import io.leveret.management.broker.Problem;
import io.leveret.management.gauge.Gauges;
import io.leveret.management.http.Access;
import io.leveret.management.http.Columns;
import io.leveret.management.http.Json;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.leveret.management.rate.Rates;
import io.vertx.core.Future;
import java.util.List;

/** {@code /api/nodes}: the one node there is, its memory, disk and journal; and what only Leveret has to tell of them. */
final class Nodes {
    private static final int NANOS_A_MICRO = 1_000;
    private static final double MEDIAN = 0.5;
    private static final double MOST = 0.99;

    private final ManagementLoop loop;
    private final NodeFacts facts;
    private final Gauges gauges;
    private final Rates rates;

    Nodes(ManagementLoop loop, NodeFacts facts, Gauges gauges, Rates rates) {
        this.loop = loop;
        this.facts = facts;
        this.gauges = gauges;
        this.rates = rates;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        "/api/nodes",
                        Access.MONITORING,
                        request -> Future.succeededFuture(
                                Json.array().add(Columns.of(request).of(node())))),
                Route.get("/api/nodes/{node}", Access.MONITORING, this::one),
                Route.get("/api/nodes/{node}/memory", Access.MONITORING, this::memory),
                Route.get("/api/leveret/overview", Access.MONITORING, request -> own()));
    }

    private void check(Request request) {
        if (!request.path("node").equals(facts.name())) {
            throw Problem.notFound();
        }
    }

    private Future<JsonNode> one(Request request) {
        check(request);
        return Future.succeededFuture(Columns.of(request).of(node()));
    }

    private ObjectNode node() {
        Gauges.Reading now = gauges.read();
        ObjectNode json = Json.object();
        json.put("name", facts.name());
        json.put("type", "disc");
        json.put("running", true);
        json.put("being_drained", false);
        json.put("os_pid", String.valueOf(ProcessHandle.current().pid()));
        json.put("uptime", loop.nowMillis() - facts.startedAtMillis());
        json.put("processors", Runtime.getRuntime().availableProcessors());
        json.put("rates_mode", "basic");
        json.putArray("partitions");
        resources(json, now);
        json.set("exchange_types", Overview.exchangeTypes());
        mechanisms(json.putArray("auth_mechanisms"));
        json.putArray("applications")
                .addObject()
                .put("name", "leveret")
                .put("description", "Leveret")
                .put("version", facts.version());
        json.putArray("contexts");
        json.putArray("log_files");
        json.putArray("config_files");
        json.put("db_dir", facts.dataDirectory());
        json.putArray("enabled_plugins");
        return json;
    }

    private static void mechanisms(ArrayNode mechanisms) {
        for (String mechanism : List.of("PLAIN", "AMQPLAIN")) {
            mechanisms
                    .addObject()
                    .put("name", mechanism)
                    .put("description", "SASL " + mechanism)
                    .put("enabled", true);
        }
    }

    private void resources(ObjectNode json, Gauges.Reading now) {
        json.put("mem_used", now.memory().residentBytes());
        json.put("mem_limit", now.memory().heapMaxBytes() + now.memory().directMaxBytes());
        json.put(
                "mem_alarm",
                !now.disk().isLow()
                        && rates.latest().values().stream()
                                .anyMatch(vhost -> vhost.load().blocked()));
        json.put("disk_free", now.disk().freeBytes());
        json.put("disk_free_limit", now.disk().floorBytes());
        json.put("disk_free_alarm", now.disk().isLow());
        json.put("fd_used", now.process().openFiles());
        json.put("fd_total", now.process().maxFiles());
        json.put("sockets_used", now.process().openSockets());
        json.put("sockets_total", now.process().maxFiles());
        json.put("proc_used", now.process().threads());
        json.put("gc_num", now.memory().collections());
        json.put("io_sync_count", now.journal().syncs().count());
        json.put("io_write_bytes", now.journal().writtenBytes());
        json.put("io_write_count", now.journal().batches());
        json.put("io_read_bytes", now.journal().readBytes());
        json.put("io_read_count", now.journal().pageIns());
    }

    private Future<JsonNode> memory(Request request) {
        check(request);
        Gauges.Memory memory = gauges.read().memory();
        ObjectNode json = Json.object();
        ObjectNode parts = json.putObject("memory");
        parts.put("heap", memory.heapBytes());
        parts.put("direct", memory.directBytes());
        parts.put("other", Math.max(0, memory.residentBytes() - memory.heapBytes() - memory.directBytes()));
        parts.putObject("total").put("rss", memory.residentBytes());
        return Future.succeededFuture(json);
    }

    private Future<ObjectNode> own() {
        Gauges.Reading now = gauges.read();
        ObjectNode json = Json.object();
        ObjectNode sync = json.putObject("sync");
        Gauges.Durations syncs = now.journal().syncs();
        sync.put("p50_us", syncs.atMostNanos(MEDIAN) / NANOS_A_MICRO);
        sync.put("p99_us", syncs.atMostNanos(MOST) / NANOS_A_MICRO);
        sync.put("groups", syncs.count());
        sync.put("messages_per_group", (double) now.journal().records() / Math.max(1, syncs.count()));
        json.putObject("heap")
                .put("used", now.memory().heapBytes())
                .put("max", now.memory().heapMaxBytes());
        json.putObject("direct")
                .put("used", now.memory().directBytes())
                .put("max", now.memory().directMaxBytes());
        json.putObject("disk")
                .put("free", now.disk().freeBytes())
                .put("floor", now.disk().floorBytes());
        json.putObject("turn")
                .put("p50_us", now.coreTurns().atMostNanos(MEDIAN) / NANOS_A_MICRO)
                .put("p99_us", now.coreTurns().atMostNanos(MOST) / NANOS_A_MICRO);
        json.put("page_ins", now.journal().pageIns());
        return Future.succeededFuture(json);
    }
}
