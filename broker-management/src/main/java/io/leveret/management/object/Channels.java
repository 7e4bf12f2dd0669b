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
import io.leveret.management.http.Json;
import io.leveret.management.http.Page;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.leveret.management.rate.Chart;
import io.leveret.management.rate.Rates;
import io.leveret.management.rate.StatsJson;
import io.leveret.management.rate.Subject;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** {@code /api/channels} and {@code /api/consumers}. */
final class Channels {
    private static final Map<String, Function<InVhost<ChannelView>, ? extends Comparable<?>>> COLUMNS = Map.of(
            "name", one -> name(one.view()),
            "vhost", InVhost::vhost,
            "user", one -> session(one.view()).user().name(),
            "consumer_count", one -> one.view().load().consumers(),
            "messages_unacknowledged", one -> one.view().load().unacked(),
            "messages_unconfirmed", one -> one.view().load().unconfirmed());

    private final Lists lists;
    private final Rates rates;
    private final String node;

    Channels(Lists lists, Rates rates, String node) {
        this.lists = lists;
        this.rates = rates;
        this.node = node;
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
        return Page.of(request, new Page.Rows<>(own, one -> name(one.view()), COLUMNS, one -> json(one, chart)));
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
            ObjectNode json = json(one, Chart.of(request, lists.loop().nowMillis()));
            ArrayNode details = json.putArray("consumer_details");
            consumers.stream()
                    .filter(consumer -> consumer.channel().text().equals(name(one.view())))
                    .forEach(consumer -> details.add(ConsumerJson.of(node, one.vhost(), consumer)));
            json.putArray("deliveries");
            json.putArray("publishes");
            return Columns.of(request).of(json);
        });
    }

    private ObjectNode json(InVhost<ChannelView> one, Chart chart) {
        ChannelView channel = one.view();
        ChannelLoad load = channel.load();
        SessionSettings session = session(channel);
        ObjectNode json = Json.object();
        json.put("name", name(channel));
        json.put("number", channel.name().number());
        json.put("vhost", one.vhost());
        json.put("user", session.user().name());
        json.put("user_who_performed_action", session.user().name());
        json.put("node", node);
        json.put("state", "running");
        ObjectNode connection = json.putObject("connection_details").put("name", session.connectionName());
        Peers.put(connection, session);
        json.put("confirm", load.confirming());
        json.put("transactional", load.transactional());
        json.put("consumer_count", load.consumers());
        json.put("messages_unacknowledged", load.unacked());
        json.put("messages_unconfirmed", load.unconfirmed());
        json.put("messages_uncommitted", load.uncommittedPublishes());
        json.put("acks_uncommitted", load.uncommittedAcks());
        json.put("prefetch_count", load.consumerPrefetch());
        json.put("global_prefetch_count", load.channelPrefetch());
        StatsJson stats = StatsJson.of(rates.of(Subject.channel(one.vhost(), name(channel))), chart);
        json.set("message_stats", stats.channel(channel.counts()));
        return json;
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
        return Page.of(
                request,
                new Page.Rows<>(
                        seen,
                        one -> one.view().tag(),
                        Map.of(),
                        one -> ConsumerJson.of(node, one.vhost(), one.view())));
    }
}
