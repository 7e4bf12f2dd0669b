package io.leveret.management.overview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.count.Counts;
import io.leveret.core.exchange.ExchangeType;
import io.leveret.core.view.VhostView;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.NodeFacts;
import io.leveret.management.http.Access;
import io.leveret.management.http.Columns;
import io.leveret.management.http.Json;
import io.leveret.management.http.Login;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.leveret.management.rate.Chart;
import io.leveret.management.rate.Churn;
import io.leveret.management.rate.Rates;
import io.leveret.management.rate.Sample;
import io.leveret.management.rate.StatsJson;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** {@code /api/overview}: the node and all that the user may see of it, in numbers. */
final class Overview {
    private final ManagementLoop loop;
    private final Rates rates;
    private final NodeFacts facts;
    private final Listeners listeners;

    Overview(ManagementLoop loop, Rates rates, NodeFacts facts, Listeners listeners) {
        this.loop = loop;
        this.rates = rates;
        this.facts = facts;
        this.listeners = listeners;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/overview", Access.MANAGEMENT, this::overview));
    }

    static ArrayNode exchangeTypes() {
        ArrayNode types = Json.array();
        for (ExchangeType type : ExchangeType.values()) {
            types.addObject()
                    .put("name", type.wireName())
                    .put("description", "exchange of type " + type.wireName())
                    .put("enabled", true);
        }
        return types;
    }

    /** Totals are asked for anew, so that a number is not older than the request. */
    private Future<JsonNode> overview(Request request) {
        List<Future<VhostView>> parts = new ArrayList<>();
        request.login().node().readers().forEach((vhost, reader) -> {
            if (request.login().sees(vhost)) {
                parts.add(loop.ask(reader::totals));
            }
        });
        return Future.all(parts)
                .map(done ->
                        overview(request, parts.stream().map(Future::result).toList()));
    }

    private JsonNode overview(Request request, List<VhostView> vhosts) {
        ObjectNode json = Json.object();
        json.put("management_version", facts.version());
        json.put("rates_mode", "basic");
        retention(json.putObject("sample_retention_policies"));
        json.set("exchange_types", exchangeTypes());
        json.put("product_version", facts.version());
        json.put("product_name", "Leveret");
        json.put("rabbitmq_version", NodeFacts.RABBITMQ_VERSION);
        json.put("cluster_name", request.login().node().clusterName().orElse(facts.clusterName()));
        json.put("disable_stats", false);
        json.put("enable_queue_totals", false);
        stats(request, json, vhosts);
        churn(json.putObject("churn_rates"));
        objects(json.putObject("object_totals"), vhosts);
        json.put("statistics_db_event_queue", 0);
        json.put("node", facts.name());
        if (request.login().is(Access.MONITORING)) {
            json.set("listeners", listeners.json());
            contexts(json.putArray("contexts"));
        }
        return Columns.of(request).of(json);
    }

    private static void retention(ObjectNode json) {
        for (String kind : List.of("global", "basic", "detailed")) {
            json.putArray(kind).add(60);
        }
    }

    private void stats(Request request, ObjectNode json, List<VhostView> vhosts) {
        Login login = request.login();
        Chart chart = Chart.of(request, loop.nowMillis());
        List<Sample> samples = rates.of(login::sees);
        StatsJson stats = StatsJson.of(samples, chart);
        Counts sum = new Counts();
        vhosts.forEach(vhost -> sum.addAll(vhost.channels()));
        json.set("message_stats", StatsJson.CHANNEL.json(new StatsJson.Counted(stats, sum)));
        json.set(
                "queue_totals",
                StatsJson.LENGTHS.json(new StatsJson.Lengths(
                        stats,
                        sum(vhosts, vhost -> vhost.load().ready()),
                        sum(vhosts, vhost -> vhost.load().unacked()))));
    }

    private static long sum(List<VhostView> vhosts, ToLongFunction<VhostView> number) {
        return vhosts.stream().mapToLong(number).sum();
    }

    private static void objects(ObjectNode json, List<VhostView> vhosts) {
        json.put("channels", count(vhosts, VhostView.Objects::channels));
        json.put("connections", count(vhosts, VhostView.Objects::connections));
        json.put("consumers", count(vhosts, VhostView.Objects::consumers));
        json.put("exchanges", count(vhosts, VhostView.Objects::exchanges));
        json.put("queues", count(vhosts, VhostView.Objects::queues));
    }

    private static long count(List<VhostView> vhosts, ToIntFunction<VhostView.Objects> number) {
        return sum(vhosts, vhost -> number.applyAsInt(vhost.objects()));
    }

    private void churn(ObjectNode json) {
        Churn churn = rates.churn();
        put(json, "channel_closed", churn, VhostView.Lives::channelsClosed);
        put(json, "channel_created", churn, VhostView.Lives::channelsOpened);
        put(json, "connection_closed", churn, VhostView.Lives::connectionsClosed);
        put(json, "connection_created", churn, VhostView.Lives::connectionsOpened);
        put(json, "queue_created", churn, VhostView.Lives::queuesCreated);
        put(json, "queue_declared", churn, VhostView.Lives::queuesDeclared);
        put(json, "queue_deleted", churn, VhostView.Lives::queuesDeleted);
    }

    private static void put(ObjectNode json, String name, Churn churn, ToLongFunction<VhostView.Lives> number) {
        json.put(name, churn.latest(number));
        json.putObject(name + "_details").put("rate", churn.rate(number));
    }

    private void contexts(ArrayNode contexts) {
        for (NodeFacts.Listener listener : listeners.all()) {
            if (listener.protocol().startsWith("http")) {
                contexts.addObject()
                        .put("node", facts.name())
                        .put(
                                "description",
                                List.of("http", "https").contains(listener.protocol())
                                        ? "Leveret Management"
                                        : "Leveret Prometheus")
                        .put("path", "/")
                        .put("ip", listener.address())
                        .put("port", String.valueOf(listener.port()));
            }
        }
    }
}
