package io.leveret.management.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.CoreReader;
import io.leveret.core.channel.ChannelLoad;
import io.leveret.core.channel.SessionSettings;
import io.leveret.core.view.ChannelView;
import io.leveret.core.view.ConsumerView;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Access;
import io.leveret.management.http.Columns;
import io.leveret.management.http.Page;
import io.leveret.management.http.Parts;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.leveret.management.http.Shape;
import io.leveret.management.rate.Chart;
import io.leveret.management.rate.Rates;
import io.leveret.management.rate.StatsJson;
import io.leveret.management.rate.Subject;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Predicate;

/** {@code /api/channels} and {@code /api/consumers}. */
final class Channels {
    private static final Parts<ChannelLoad> LOAD = new Parts<ChannelLoad>()
            .flag("confirm", ChannelLoad::confirming)
            .flag("transactional", ChannelLoad::transactional)
            .whole("consumer_count", ChannelLoad::consumers)
            .whole("messages_unacknowledged", ChannelLoad::unacked)
            .whole("messages_unconfirmed", ChannelLoad::unconfirmed)
            .whole("messages_uncommitted", ChannelLoad::uncommittedPublishes)
            .whole("acks_uncommitted", ChannelLoad::uncommittedAcks)
            .whole("prefetch_count", ChannelLoad::consumerPrefetch)
            .whole("global_prefetch_count", ChannelLoad::channelPrefetch);

    private final Lists lists;
    private final Rates rates;
    private final String node;
    private final Shape<InVhost<ConsumerView>> consumerShape;

    Channels(Lists lists, Rates rates, String node) {
        this.lists = lists;
        this.rates = rates;
        this.node = node;
        this.consumerShape = ConsumerJson.shape(node);
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/channels", Access.MANAGEMENT, request -> all(request, one -> true)),
                Route.get("/api/vhosts/{vhost}/channels", Access.MANAGEMENT, this::ofVhost),
                Route.get(
                        "/api/connections/{connection}/channels",
                        Access.MANAGEMENT,
                        request -> all(
                                request, one -> session(one).connectionName().equals(request.path("connection")))),
                Route.get("/api/channels/{channel}", Access.MANAGEMENT, this::one),
                Route.get("/api/consumers", Access.MANAGEMENT, this::consumers),
                Route.get("/api/consumers/{vhost}", Access.MANAGEMENT, this::consumersOfVhost));
    }

    private static String name(ChannelView channel) {
        return channel.name().text();
    }

    private static SessionSettings session(ChannelView channel) {
        return channel.name().session();
    }

    private Future<JsonNode> all(Request request, Predicate<ChannelView> which) {
        return lists.everywhere(request.login(), CoreReader::channels, Channels::name)
                .map(all -> page(
                        request,
                        all.stream().filter(one -> which.test(one.view())).toList()));
    }

    private Future<JsonNode> ofVhost(Request request) {
        return lists.inVhost(request, CoreReader::channels, Channels::name).map(all -> page(request, all));
    }

    private JsonNode page(Request request, List<InVhost<ChannelView>> all) {
        Chart chart = Chart.of(request, lists.loop().nowMillis());
        List<InVhost<ChannelView>> own =
                all.stream().filter(one -> isFor(request, one)).toList();
        return Page.of(request, new Page.Rows<>(own, one -> name(one.view()), shape(chart.none()), shape(chart)));
    }

    private static boolean isFor(Request request, InVhost<ChannelView> one) {
        return Lists.isFor(request.login(), session(one.view()).user().name());
    }

    private Future<JsonNode> one(Request request) {
        return lists.everywhere(request.login(), CoreReader::channels, Channels::name)
                .compose(all -> withConsumers(
                        request,
                        all.stream()
                                .filter(one -> name(one.view()).equals(request.path("channel")))
                                .filter(one -> isFor(request, one))
                                .findFirst()
                                .orElseThrow(Problem::notFound)));
    }

    private Future<JsonNode> withConsumers(Request request, InVhost<ChannelView> one) {
        CoreReader reader = request.login().node().readers().get(one.vhost());
        if (reader == null) {
            throw Problem.notFound();
        }
        return lists.loop().<ConsumerView>list(reader::consumers).map(consumers -> {
            ObjectNode json = shape(Chart.of(request, lists.loop().nowMillis())).json(one);
            ArrayNode details = json.putArray("consumer_details");
            consumers.stream()
                    .filter(consumer -> consumer.channel().text().equals(name(one.view())))
                    .forEach(consumer -> details.add(consumerShape.json(new InVhost<>(one.vhost(), consumer))));
            json.putArray("deliveries");
            json.putArray("publishes");
            return Columns.of(request).of(json);
        });
    }

    private Parts<InVhost<ChannelView>> shape(Chart chart) {
        return new Parts<InVhost<ChannelView>>()
                .text("name", one -> name(one.view()))
                .whole("number", one -> one.view().name().number())
                .text("vhost", InVhost::vhost)
                .text("user", one -> session(one.view()).user().name())
                .text(
                        "user_who_performed_action",
                        one -> session(one.view()).user().name())
                .text("node", one -> node)
                .text("state", one -> "running")
                .inner("connection_details", one -> session(one.view()), Peers::named)
                .all(one -> one.view().load(), LOAD)
                .inner("message_stats", one -> counted(one, chart), StatsJson.CHANNEL);
    }

    private StatsJson.Counted counted(InVhost<ChannelView> one, Chart chart) {
        return new StatsJson.Counted(
                rates.stats(() -> Subject.channel(one.vhost(), name(one.view())), chart),
                one.view().counts());
    }

    private Future<JsonNode> consumers(Request request) {
        return lists.everywhere(request.login(), CoreReader::consumers, ConsumerView::queue)
                .map(all -> consumers(request, all));
    }

    private Future<JsonNode> consumersOfVhost(Request request) {
        return lists.inVhost(request, CoreReader::consumers, ConsumerView::queue)
                .map(all -> consumers(request, all));
    }

    /** As in RabbitMQ, others than monitors see their own only. */
    private JsonNode consumers(Request request, List<InVhost<ConsumerView>> all) {
        List<InVhost<ConsumerView>> seen = all.stream()
                .filter(one -> Lists.isFor(
                        request.login(), one.view().channel().session().user().name()))
                .toList();
        return Page.of(request, new Page.Rows<>(seen, one -> one.view().tag(), consumerShape));
    }
}
