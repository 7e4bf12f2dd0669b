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
import io.leveret.management.rate.Series;
import io.leveret.management.rate.Subject;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /api/queues}: queues, one and many. */
final class Queues {
    private static final Map<String, Function<InVhost<QueueView>, ? extends Comparable<?>>> COLUMNS = Map.of(
            "name", one -> name(one.view()),
            "vhost", InVhost::vhost,
            "type", one -> one.view().settings().type().wireName(),
            "durable", one -> one.view().settings().durable(),
            "consumers", one -> one.view().lengths().consumers(),
            "messages", one -> one.view().lengths().messages(),
            "messages_ready", one -> one.view().lengths().ready(),
            "messages_unacknowledged", one -> one.view().lengths().unacked(),
            "message_bytes",
                    one -> one.view().lengths().readyBytes()
                            + one.view().lengths().unackedBytes());

    private final Lists lists;
    private final Rates rates;
    private final QueueJson json;

    Queues(Lists lists, Rates rates, String node) {
        this.lists = lists;
        this.rates = rates;
        this.json = new QueueJson(node);
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
        boolean plain = request.flag("disable_stats");
        return Page.of(
                request,
                new Page.Rows<>(
                        all,
                        one -> name(one.view()),
                        COLUMNS,
                        one -> plain ? json.plain(one) : json.full(one, series(one, chart), chart)));
    }

    /** A chart wants the samples of an object that is looked at; a rate is content with the last two. */
    private @Nullable Series series(InVhost<QueueView> one, Chart chart) {
        Subject subject = Subject.queue(one.vhost(), name(one.view()));
        return chart.ageMillis() > 0 ? rates.watch(subject) : rates.of(subject);
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
        ObjectNode object = json.full(one, series(one, chart), chart);
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
