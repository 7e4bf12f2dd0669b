package io.leveret.management.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.BindingRequest;
import io.leveret.core.CoreReader;
import io.leveret.core.policy.Policy;
import io.leveret.core.view.ExchangeView;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Access;
import io.leveret.management.http.Columns;
import io.leveret.management.http.FieldJson;
import io.leveret.management.http.Json;
import io.leveret.management.http.Page;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.leveret.management.rate.Chart;
import io.leveret.management.rate.Rates;
import io.leveret.management.rate.Series;
import io.leveret.management.rate.StatsJson;
import io.leveret.management.rate.Subject;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /api/exchanges}: exchanges, one and many, and the bindings around one. */
final class Exchanges {
    /** What the default exchange, whose name is empty, is called in paths. */
    private static final String DEFAULT = "amq.default";

    private static final Map<String, Function<InVhost<ExchangeView>, ? extends Comparable<?>>> COLUMNS = Map.of(
            "name", one -> name(one.view()),
            "vhost", InVhost::vhost,
            "type", one -> one.view().settings().type().wireName(),
            "durable", one -> one.view().settings().durable());

    private final Lists lists;
    private final Rates rates;

    Exchanges(Lists lists, Rates rates) {
        this.lists = lists;
        this.rates = rates;
    }

    List<Route> routes() {
        String one = "/api/exchanges/{vhost}/{exchange}";
        return List.of(
                Route.get("/api/exchanges", Access.MANAGEMENT, this::all),
                Route.get("/api/exchanges/{vhost}", Access.MANAGEMENT, this::ofVhost),
                Route.get(one, Access.MANAGEMENT, this::one),
                Route.get(one + "/bindings/source", Access.MANAGEMENT, this::bindingsFrom),
                Route.get(one + "/bindings/destination", Access.MANAGEMENT, this::bindingsTo));
    }

    private static String name(ExchangeView exchange) {
        return exchange.settings().name();
    }

    /** The exchange that the path names. */
    static String exchange(Request request) {
        String name = request.path("exchange");
        return name.equals(DEFAULT) ? "" : name;
    }

    private Future<JsonNode> all(Request request) {
        return lists.everywhere(request.login(), CoreReader::exchanges, Exchanges::name)
                .map(all -> page(request, all));
    }

    private Future<JsonNode> ofVhost(Request request) {
        return lists.inVhost(request, CoreReader::exchanges, Exchanges::name).map(all -> page(request, all));
    }

    private JsonNode page(Request request, List<InVhost<ExchangeView>> all) {
        Chart chart = Chart.of(request, lists.loop().nowMillis());
        return Page.of(request, new Page.Rows<>(all, one -> name(one.view()), COLUMNS, one -> json(one, chart)));
    }

    private Future<JsonNode> one(Request request) {
        CoreReader reader = request.visibleVhost();
        return lists.loop()
                .<@Nullable ExchangeView>ask(answer -> reader.exchange(exchange(request), answer))
                .map(found -> {
                    if (found == null) {
                        throw Problem.notFound();
                    }
                    Chart chart = Chart.of(request, lists.loop().nowMillis());
                    ObjectNode json = json(new InVhost<>(request.path("vhost"), found), chart);
                    json.putArray("incoming");
                    json.putArray("outgoing");
                    return Columns.of(request).of(json);
                });
    }

    private ObjectNode json(InVhost<ExchangeView> one, Chart chart) {
        ExchangeView exchange = one.view();
        ObjectNode json = Json.object();
        json.put("name", name(exchange));
        json.put("vhost", one.vhost());
        json.put("type", exchange.settings().type().wireName());
        json.put("durable", exchange.settings().durable());
        json.put("auto_delete", exchange.settings().autoDelete());
        json.put("internal", exchange.settings().internal());
        json.set("arguments", FieldJson.of(exchange.settings().arguments()));
        Policy policy = exchange.policy();
        if (policy != null) {
            json.put("policy", policy.name());
        }
        if (exchange.counts() != null) {
            Subject subject = Subject.exchange(one.vhost(), name(exchange));
            Series series = chart.ageMillis() > 0 ? rates.watch(subject) : rates.of(subject);
            json.set("message_stats", StatsJson.of(series, chart).exchange(exchange.counts()));
        }
        return json;
    }

    private Future<JsonNode> bindingsFrom(Request request) {
        CoreReader reader = request.visibleVhost();
        return lists.loop()
                .<@Nullable ExchangeView>ask(answer -> reader.exchange(exchange(request), answer))
                .compose(found -> {
                    if (found == null) {
                        throw Problem.notFound();
                    }
                    return lists.loop()
                            .<BindingRequest>list(slices -> reader.bindingsFrom(exchange(request), slices))
                            .map(bindings -> Bindings.array(request, bindings));
                });
    }

    private Future<JsonNode> bindingsTo(Request request) {
        CoreReader reader = request.visibleVhost();
        return lists.loop()
                .<@Nullable List<BindingRequest>>ask(answer -> reader.bindingsTo(true, exchange(request), answer))
                .map(found -> Bindings.array(request, found));
    }
}
