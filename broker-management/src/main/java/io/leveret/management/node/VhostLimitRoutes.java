package io.leveret.management.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.node.Node;
import io.leveret.core.node.VhostLimits;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.http.Access;
import io.leveret.management.http.Fields;
import io.leveret.management.http.Json;
import io.leveret.management.http.Page;
import io.leveret.management.http.Reply;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.vertx.core.Future;
import java.util.List;

/** How many connections and queues a virtual host may have. Owner: management. */
final class VhostLimitRoutes {
    private static final String ALL = "/api/vhost-limits";
    private static final String OF_VHOST = ALL + "/{vhost}";
    private static final String ONE = OF_VHOST + "/{name}";

    private final Node node;
    private final ManagementLoop loop;

    VhostLimitRoutes(Node node, ManagementLoop loop) {
        this.node = node;
        this.loop = loop;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ALL, Access.MANAGEMENT, request -> list(request, Sight.vhosts(request))),
                Route.get(OF_VHOST, Access.MANAGEMENT, this::ofVhost),
                Route.put(ONE, Access.ADMINISTRATOR, this::put),
                Route.delete(ONE, Access.ADMINISTRATOR, this::delete));
    }

    private Future<JsonNode> ofVhost(Request request) {
        request.visibleVhost();
        return list(request, List.of(request.path("vhost")));
    }

    private static Future<JsonNode> list(Request request, List<String> vhosts) {
        List<String> limited = vhosts.stream()
                .filter(vhost -> !limits(request, vhost).equals(VhostLimits.NONE))
                .toList();
        return Future.succeededFuture(Page.of(
                request, new Page.Rows<>(limited, vhost -> vhost, vhost -> json(vhost, limits(request, vhost)))));
    }

    static VhostLimits limits(Request request, String vhost) {
        return request.login().node().vhostLimits().getOrDefault(vhost, VhostLimits.NONE);
    }

    private static ObjectNode json(String vhost, VhostLimits limits) {
        ObjectNode json = Json.object().put("vhost", vhost);
        json.set("value", LimitJson.of(limits));
        return json;
    }

    private Future<Reply> put(Request request) {
        Sight.changeableVhost(request);
        String name = request.path("name");
        long limit = LimitJson.number(name, Fields.of(request, "value").json("value"));
        LimitJson.with(VhostLimits.NONE, name, limit); // refuses other names
        return change(request, request.path("vhost"), name, limit);
    }

    /** One that is not set, or that nobody knows, is gone. */
    private Future<Reply> delete(Request request) {
        String vhost = Sight.vhost(request);
        String name = request.path("name");
        return LimitJson.isOfVhosts(name)
                ? change(request, vhost, name, -1)
                : Future.succeededFuture(Reply.noContent());
    }

    private Future<Reply> change(Request request, String vhost, String name, long limit) {
        return loop.change(
                        request.actor(),
                        answer ->
                                node.limits().changeVhost(vhost, before -> LimitJson.with(before, name, limit), answer))
                .map(done -> Reply.noContent());
    }
}
