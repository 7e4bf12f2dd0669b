package io.leveret.management.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.BindingRequest;
import io.leveret.core.CoreReader;
import io.leveret.core.view.ConsumerView;
import io.leveret.core.view.QueueView;
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

/** {@code /api/queues}: queues, one and many. */
final class Queues {
    private final Lists lists;
    private final QueueJson json;

    Queues(Lists lists, Rates rates, String node) {
        this.lists = lists;
        this.json = new QueueJson(rates, node);
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/queues", Access.MANAGEMENT, this::all),
                Route.get("/api/queues/{vhost}", Access.MANAGEMENT, this::ofVhost),
                Route.get("/api/queues/{vhost}/{queue}", Access.MANAGEMENT, this::one),
                Route.get("/api/queues/{vhost}/{queue}/bindings", Access.MANAGEMENT, this::bindings));
    }

    private static String name(QueueView queue) {
        return queue.settings().name();
    }

    private Future<JsonNode> all(Request request) {
        return lists.everywhere(request.login(), CoreReader::queues, Queues::name)
                .map(all -> page(request, all));
    }

    private Future<JsonNode> ofVhost(Request request) {
        return lists.inVhost(request, CoreReader::queues, Queues::name).map(all -> page(request, all));
    }

    private JsonNode page(Request request, List<InVhost<QueueView>> all) {
        Chart chart = Chart.of(request, lists.loop().nowMillis());
        return Page.of(
                request,
                new Page.Rows<>(
                        all,
                        one -> name(one.view()),
                        json.full(chart.none()),
                        request.flag("disable_stats") ? json.plain() : json.full(chart)));
    }

    private Future<JsonNode> one(Request request) {
        CoreReader reader = request.visibleVhost();
        String name = request.path("queue");
        return lists.loop()
                .<@Nullable QueueView>ask(answer -> reader.queue(name, answer))
                .compose(queue -> {
                    if (queue == null) {
                        throw Problem.notFound();
                    }
                    return lists.loop()
                            .<ConsumerView>list(slices -> reader.consumers(name, slices))
                            .map(consumers -> withConsumers(request, queue, consumers));
                });
    }

    private JsonNode withConsumers(Request request, QueueView queue, List<ConsumerView> consumers) {
        InVhost<QueueView> one = new InVhost<>(request.path("vhost"), queue);
        Chart chart = Chart.of(request, lists.loop().nowMillis());
        ObjectNode object = json.full(chart).json(one);
        json.consumers(object, one.vhost(), consumers);
        return Columns.of(request).of(object);
    }

    private Future<JsonNode> bindings(Request request) {
        CoreReader reader = request.visibleVhost();
        return lists.loop()
                .<@Nullable List<BindingRequest>>ask(answer -> reader.bindingsTo(false, request.path("queue"), answer))
                .map(found -> Bindings.array(request, found));
    }
}
