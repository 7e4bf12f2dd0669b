package io.leveret.management.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.BindingRequest;
import io.leveret.core.CoreReader;
import io.leveret.core.view.ExchangeView;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Access;
import io.leveret.management.http.Columns;
import io.leveret.management.http.Page;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.leveret.management.rate.Chart;
import io.leveret.management.rate.Rates;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/exchanges}: exchanges, one and many, and the bindings around one. */
final class Exchanges {
    /** What the default exchange, whose name is empty, is called in paths. */
    private static final String DEFAULT = "amq.default";

    private final Lists lists;
    private final ExchangeJson json;

    Exchanges(Lists lists, Rates rates) {
        this.lists = lists;
        this.json = new ExchangeJson(rates);
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
        return Page.of(
                request, new Page.Rows<>(all, one -> name(one.view()), json.shape(chart.none()), json.shape(chart)));
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
                    ObjectNode whole = json.shape(chart).json(new InVhost<>(request.path("vhost"), found));
                    whole.putArray("incoming");
                    whole.putArray("outgoing");
                    return Columns.of(request).of(whole);
                });
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
