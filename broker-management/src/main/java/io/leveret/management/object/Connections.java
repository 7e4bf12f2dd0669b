package io.leveret.management.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.CoreReader;
import io.leveret.core.channel.ConnectionDetails;
import io.leveret.core.channel.Traffic;
import io.leveret.core.message.FieldValue;
import io.leveret.core.view.ConnectionView;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Access;
import io.leveret.management.http.Columns;
import io.leveret.management.http.FieldJson;
import io.leveret.management.http.Json;
import io.leveret.management.http.Page;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** {@code /api/connections}: who is connected. */
final class Connections {
    private static final Map<String, Function<InVhost<ConnectionView>, ? extends Comparable<?>>> COLUMNS = Map.of(
            "name", one -> name(one.view()),
            "vhost", InVhost::vhost,
            "user", one -> user(one.view()),
            "channels", one -> one.view().channels());

    private final Lists lists;
    private final String node;
    private final TrafficRates traffic;

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
        return Page.of(request, new Page.Rows<>(own, one -> name(one.view()), COLUMNS, this::json));
    }

    private Future<JsonNode> one(Request request) {
        return lists.everywhere(request.login(), CoreReader::connections, Connections::name)
                .map(all -> all.stream()
                        .filter(one -> name(one.view()).equals(request.path("connection")))
                        .filter(one -> Lists.isFor(request.login(), user(one.view())))
                        .findFirst()
                        .<JsonNode>map(one -> Columns.of(request).of(json(one)))
                        .orElseThrow(Problem::notFound));
    }

    private ObjectNode json(InVhost<ConnectionView> one) {
        ConnectionView connection = one.view();
        ObjectNode json = Json.object();
        json.put("name", name(connection));
        json.put("vhost", one.vhost());
        json.put("user", user(connection));
        json.put("user_who_performed_action", user(connection));
        json.put("node", node);
        json.put("type", "network");
        json.put("protocol", "AMQP 0-9-1");
        json.put("state", connection.stalled() ? "blocked" : "running");
        json.put("channels", connection.channels());
        json.put("ssl", false);
        ConnectionDetails details = connection.settings().details();
        if (details != null) {
            details(json, details);
        }
        Traffic passed = connection.traffic();
        TrafficRates.Rate rate = traffic.of(name(connection), passed);
        json.put("recv_oct", passed.receivedBytes());
        json.putObject("recv_oct_details").put("rate", rate.received());
        json.put("recv_cnt", passed.reads());
        json.put("send_oct", passed.sentBytes());
        json.putObject("send_oct_details").put("rate", rate.sent());
        json.put("send_cnt", passed.writes());
        json.put("send_pend", passed.pendingBytes());
        return json;
    }

    private static void details(ObjectNode json, ConnectionDetails details) {
        json.put("auth_mechanism", details.mechanism());
        json.put("connected_at", details.connectedAtMillis());
        json.put("host", details.local().host());
        json.put("port", details.local().port());
        json.put("peer_host", details.peer().host());
        json.put("peer_port", details.peer().port());
        json.put("frame_max", details.frameMax());
        json.put("channel_max", details.channelMax());
        json.put("timeout", details.heartbeatSeconds());
        FieldValue name = details.clientProperties().get("connection_name");
        if (name != null && name.isLongString()) {
            json.put("user_provided_name", name.asString());
        }
        json.set("client_properties", FieldJson.of(details.clientProperties()));
    }
}
