package io.leveret.management.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.management.http.Access;
import io.leveret.management.http.Json;
import io.leveret.management.http.Reply;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** What RabbitMQ lists and Leveret has none of: nothing is switched on step by step, nothing is going away, nothing runs beside the broker. */
final class FeatureRoutes {
    private FeatureRoutes() {}

    static List<Route> routes() {
        List<Route> routes = new ArrayList<>(List.of(
                Route.get("/api/feature-flags", Access.ADMINISTRATOR, FeatureRoutes::none),
                Route.get("/api/deprecated-features", Access.ADMINISTRATOR, FeatureRoutes::none),
                Route.get("/api/deprecated-features/used", Access.ADMINISTRATOR, FeatureRoutes::none),
                Route.get("/api/extensions", Access.MANAGEMENT, FeatureRoutes::none),
                Route.post("/api/rebalance/queues", Access.ADMINISTRATOR, FeatureRoutes::balanced)));
        for (String kind :
                List.of("federation-links", "shovels", "stream/connections", "stream/consumers", "stream/publishers")) {
            routes.add(Route.get("/api/" + kind, Access.MONITORING, FeatureRoutes::none));
            routes.add(Route.get("/api/" + kind + "/{vhost}", Access.MONITORING, FeatureRoutes::noneOfVhost));
        }
        return routes;
    }

    /** With one node all queues are where they should be. */
    private static Future<Reply> balanced(Request request) {
        return Future.succeededFuture(Reply.noContent());
    }

    private static Future<JsonNode> none(Request request) {
        return Future.succeededFuture(Json.array());
    }

    private static Future<JsonNode> noneOfVhost(Request request) {
        request.visibleVhost();
        return none(request);
    }
}
