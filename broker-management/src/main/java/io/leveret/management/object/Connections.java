package io.leveret.management.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.leveret.core.CoreReader;
import io.leveret.core.channel.ConnectionDetails;
import io.leveret.core.channel.TlsDetails;
import io.leveret.core.message.FieldValue;
import io.leveret.core.view.ConnectionView;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Access;
import io.leveret.management.http.Columns;
import io.leveret.management.http.FieldJson;
import io.leveret.management.http.Json;
import io.leveret.management.http.Page;
import io.leveret.management.http.Parts;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.leveret.management.http.Shape;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /api/connections}: who is connected. */
final class Connections {
    private static final Parts<ConnectionDetails> DETAILS = new Parts<ConnectionDetails>()
            .text("auth_mechanism", ConnectionDetails::mechanism)
            .whole("connected_at", ConnectionDetails::connectedAtMillis)
            .text("host", details -> details.local().host())
            .whole("port", details -> details.local().port())
            .text("peer_host", details -> details.peer().host())
            .whole("peer_port", details -> details.peer().port())
            .whole("frame_max", ConnectionDetails::frameMax)
            .whole("channel_max", ConnectionDetails::channelMax)
            .whole("timeout", ConnectionDetails::heartbeatSeconds)
            .any("user_provided_name", Connections::providedName)
            .any("client_properties", details -> FieldJson.of(details.clientProperties()));

    private final Lists lists;
    private final String node;
    private final TrafficRates traffic;
    private final Shape<InVhost<ConnectionView>> shape = shape();

    Connections(Lists lists, TrafficRates traffic, String node) {
        this.lists = lists;
        this.traffic = traffic;
        this.node = node;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/connections", Access.MANAGEMENT, request -> all(request, one -> true)),
                Route.get("/api/vhosts/{vhost}/connections", Access.MANAGEMENT, this::ofVhost),
                Route.get(
                        "/api/connections/username/{user}",
                        Access.MANAGEMENT,
                        request -> all(request, one -> user(one).equals(request.path("user")))),
                Route.get("/api/connections/{connection}", Access.MANAGEMENT, this::one));
    }

    private static String name(ConnectionView connection) {
        return connection.settings().connectionName();
    }

    private static String user(ConnectionView connection) {
        return connection.settings().user().name();
    }

    private Future<JsonNode> all(Request request, Predicate<ConnectionView> which) {
        return lists.everywhere(request.login(), CoreReader::connections, Connections::name)
                .map(all -> page(
                        request,
                        all.stream().filter(one -> which.test(one.view())).toList()));
    }

    private Future<JsonNode> ofVhost(Request request) {
        return lists.inVhost(request, CoreReader::connections, Connections::name)
                .map(all -> page(request, all));
    }

    private JsonNode page(Request request, List<InVhost<ConnectionView>> all) {
        List<InVhost<ConnectionView>> own = all.stream()
                .filter(one -> Lists.isFor(request.login(), user(one.view())))
                .toList();
        return Page.of(request, new Page.Rows<>(own, one -> name(one.view()), shape));
    }

    private Future<JsonNode> one(Request request) {
        return lists.everywhere(request.login(), CoreReader::connections, Connections::name)
                .map(all -> all.stream()
                        .filter(one -> name(one.view()).equals(request.path("connection")))
                        .filter(one -> Lists.isFor(request.login(), user(one.view())))
                        .findFirst()
                        .<JsonNode>map(one -> Columns.of(request).of(shape.json(one)))
                        .orElseThrow(Problem::notFound));
    }

    private Parts<InVhost<ConnectionView>> shape() {
        return new Parts<InVhost<ConnectionView>>()
                .text("name", one -> name(one.view()))
                .text("vhost", InVhost::vhost)
                .text("user", one -> user(one.view()))
                .text("user_who_performed_action", one -> user(one.view()))
                .text("node", one -> node)
                .text("type", one -> "network")
                .text("protocol", one -> "AMQP 0-9-1")
                .text("state", one -> state(one.view()))
                .whole("channels", one -> one.view().channels())
                .flag("ssl", one -> tls(one) != null)
                .all(Connections::tls, TlsJson.PARTS)
                .all(one -> one.view().settings().details(), DETAILS)
                .whole("recv_oct", one -> one.view().traffic().receivedBytes())
                .any("recv_oct_details", one -> rate(rate(one).received()))
                .whole("recv_cnt", one -> one.view().traffic().reads())
                .whole("send_oct", one -> one.view().traffic().sentBytes())
                .any("send_oct_details", one -> rate(rate(one).sent()))
                .whole("send_cnt", one -> one.view().traffic().writes())
                .whole("send_pend", one -> one.view().traffic().pendingBytes());
    }

    /** In RabbitMQ's words, where flow is for who is slowed down. */
    private static String state(ConnectionView connection) {
        return connection.stalled() ? "blocked" : connection.traffic().slowed() ? "flow" : "running";
    }

    private static @Nullable TlsDetails tls(InVhost<ConnectionView> one) {
        ConnectionDetails details = one.view().settings().details();
        return details == null ? null : details.tls();
    }

    private TrafficRates.Rate rate(InVhost<ConnectionView> one) {
        return traffic.of(name(one.view()), one.view().traffic());
    }

    private static ObjectNode rate(double rate) {
        return Json.object().put("rate", rate);
    }

    private static @Nullable TextNode providedName(ConnectionDetails details) {
        FieldValue name = details.clientProperties().get("connection_name");
        return name != null && name.isLongString() ? TextNode.valueOf(name.asString()) : null;
    }
}
