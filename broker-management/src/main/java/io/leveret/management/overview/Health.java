package io.leveret.management.overview;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.management.broker.NodeFacts.Listener;
import io.leveret.management.broker.Problem;
import io.leveret.management.gauge.Gauges;
import io.leveret.management.http.Access;
import io.leveret.management.http.Json;
import io.leveret.management.http.Reply;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.leveret.management.rate.Rates;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/** {@code /api/health/checks}: 200 where all is well, 503 with a reason where it is not. */
final class Health {
    private static final Map<String, ChronoUnit> TIME_UNITS = Map.of(
            "day", ChronoUnit.DAYS,
            "days", ChronoUnit.DAYS,
            "week", ChronoUnit.WEEKS,
            "weeks", ChronoUnit.WEEKS,
            "month", ChronoUnit.MONTHS,
            "months", ChronoUnit.MONTHS,
            "year", ChronoUnit.YEARS,
            "years", ChronoUnit.YEARS);

    private static final Set<String> TLS = Set.of("amqp/ssl", "https", "https/prometheus");

    private final Gauges gauges;
    private final Rates rates;
    private final Listeners listeners;
    private final IntSupplier connectionLimit;

    Health(Gauges gauges, Rates rates, Listeners listeners, IntSupplier connectionLimit) {
        this.connectionLimit = connectionLimit;
        this.gauges = gauges;
        this.rates = rates;
        this.listeners = listeners;
    }

    List<Route> routes() {
        String checks = "/api/health/checks/";
        return List.of(
                Route.get(checks + "alarms", Access.MANAGEMENT, request -> alarms()),
                Route.get(checks + "local-alarms", Access.MANAGEMENT, request -> alarms()),
                Route.get(checks + "port-listener/{port}", Access.MANAGEMENT, this::port),
                Route.get(checks + "protocol-listener/{protocol}", Access.MANAGEMENT, this::protocol),
                Route.get(checks + "virtual-hosts", Access.MANAGEMENT, this::virtualHosts),
                Route.get(checks + "certificate-expiration/{within}/{unit}", Access.MANAGEMENT, this::certificates),
                Route.get(checks + "below-node-connection-limit", Access.MANAGEMENT, request -> connections()),
                fine(checks + "node-is-quorum-critical", Json.object().put("reason", "single node cluster")),
                fine(checks + "node-is-mirror-sync-critical", Json.object().put("reason", "single node cluster")),
                fine(checks + "reached-target-cluster-size", Json.object().put("cluster_size", 1)),
                fine(checks + "metadata-store/initialized", Json.object()),
                fine(checks + "metadata-store/initialized/with-data", Json.object()),
                fine(checks + "quorum-queues-without-elected-leaders/all-vhosts", Json.object()),
                fine(checks + "quorum-queues-without-elected-leaders/all-vhosts/pattern/{pattern}", Json.object()),
                fine(checks + "quorum-queues-without-elected-leaders/vhost/{vhost}", Json.object()),
                fine(checks + "quorum-queues-without-elected-leaders/vhost/{vhost}/pattern/{pattern}", Json.object()),
                fine(checks + "is-in-service", Json.object()),
                Route.get(checks + "ready-to-serve-clients", Access.MANAGEMENT, this::virtualHosts));
    }

    /** What a single node that answers fulfils. */
    private static Route fine(String path, ObjectNode facts) {
        return Route.get(path, Access.MANAGEMENT, request -> ok(facts));
    }

    private Future<?> connections() {
        int open = rates.latest().values().stream()
                .mapToInt(vhost -> vhost.objects().connections())
                .sum();
        int limit = connectionLimit.getAsInt();
        ObjectNode facts = Json.object().put("limit", limit).put("connections", open);
        return open < limit ? ok(facts) : failed("node connection limit is reached", facts);
    }

    private static Future<ObjectNode> ok(ObjectNode facts) {
        return Future.succeededFuture(Json.object().put("status", "ok").setAll(facts));
    }

    private static Future<Reply> failed(String reason, ObjectNode facts) {
        ObjectNode body = Json.object().put("status", "failed").put("reason", reason);
        body.setAll(facts);
        return Future.succeededFuture(new Reply(503, Map.of("Content-Type", "application/json"), Json.write(body)));
    }

    private Future<?> alarms() {
        ArrayNode alarms = Json.array();
        if (gauges.read().disk().isLow()) {
            alarms.addObject().put("resource", "disk");
        }
        if (rates.latest().values().stream().anyMatch(vhost -> vhost.load().blocked()) && alarms.isEmpty()) {
            alarms.addObject().put("resource", "memory");
        }
        return alarms.isEmpty()
                ? ok(Json.object())
                : failed(
                        "There are alarms in effect in the cluster",
                        Json.object().set("alarms", alarms));
    }

    private Future<?> port(Request request) {
        String asked = request.path("port");
        List<Integer> ports =
                listeners.all().stream().map(Listener::port).distinct().toList();
        if (ports.stream().anyMatch(port -> String.valueOf(port).equals(asked))) {
            return ok(Json.object().put("port", Integer.parseInt(asked)));
        }
        ObjectNode facts = Json.object().put("missing", asked);
        ports.forEach(facts.withArrayProperty("ports")::add);
        return failed("No active listener", facts);
    }

    private Future<?> protocol(Request request) {
        String asked = request.path("protocol");
        List<String> protocols =
                listeners.all().stream().map(Listener::protocol).distinct().toList();
        boolean isAmqp = Set.of("amqp091", "amqp0.9.1").contains(asked)
                && (protocols.contains("amqp") || protocols.contains("amqp/ssl"));
        if (isAmqp || protocols.contains(asked)) {
            return ok(Json.object().put("protocol", asked));
        }
        ObjectNode facts = Json.object().put("missing", asked);
        protocols.forEach(facts.withArrayProperty("protocols")::add);
        return failed("No active listener", facts);
    }

    /** All virtual hosts that there are have a core that answers: what is being created or deleted has none. */
    private Future<?> virtualHosts(Request request) {
        Set<String> running = request.login().node().readers().keySet();
        List<String> down = request.login().node().vhosts().keySet().stream()
                .filter(vhost -> !running.contains(vhost))
                .toList();
        if (down.isEmpty()) {
            return ok(Json.object());
        }
        ObjectNode facts = Json.object();
        down.forEach(facts.withArrayProperty("virtual-hosts")::add);
        return failed("Some virtual hosts are down", facts);
    }

    private Future<?> certificates(Request request) {
        ChronoUnit unit = TIME_UNITS.get(request.path("unit"));
        if (unit == null) {
            throw Problem.badRequest("Time unit not recognised. Supported units: days, weeks, months, years.");
        }
        Instant until = listeners.certificateUntil();
        if (until == null || until.isAfter(end(request.path("within"), unit))) {
            return ok(Json.object());
        }
        ObjectNode facts = Json.object();
        for (Listener listener : listeners.all()) {
            if (TLS.contains(listener.protocol())) {
                facts.withArrayProperty("expired")
                        .addObject()
                        .put("protocol", listener.protocol())
                        .put("interface", listener.address())
                        .put("port", listener.port())
                        .withArrayProperty("certfile_expires_on")
                        .add(until.toString());
            }
        }
        return failed("Certificates expiring", facts);
    }

    private static Instant end(String within, ChronoUnit unit) {
        if (!within.matches("\\d{1,4}")) {
            throw Problem.badRequest("expected a whole number of "
                    + unit.toString().toLowerCase(Locale.ROOT) + ", not '" + within + "'");
        }
        return OffsetDateTime.now(ZoneOffset.UTC)
                .plus(Long.parseLong(within), unit)
                .toInstant();
    }
}
